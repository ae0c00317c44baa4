import { beforeAll, beforeEach, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { currentTime, plusSeconds } from "@/lib/core/time";
import { addMember } from "./add-member";
import { authenticateCaller } from "./authenticate-caller";
import { endSession } from "./end-session";
import { signIn } from "./sign-in";

const { admin } = await testDatabase();
const password = "a password for tests";
const now = currentTime();
const visitor = (more: { ip?: string; now?: Date } = {}) => ({
  now,
  requestId: newId(),
  ip: "10.0.0.1",
  userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  ...more,
});
const refusal = async (try_: Promise<unknown>) => {
  const error = await try_.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error as { code: string; detail: string; extra?: { retry_after: number } };
};

let org: MintedOrganization;
let email: string;
beforeAll(async () => {
  org = await mintOrganization({ password });
  email = `rep1@${org.slug}.example`;
});
beforeEach(() => admin`delete from sign_in_attempts`);

it("starts a session that says who it is until it ends, and notes it in the events", async () => {
  const session = await signIn(visitor(), { email: ` REP1@${org.slug}.Example `, password });
  const caller = await authenticateCaller({ sessionId: session.session_id }, now);
  expect(caller).toMatchObject({
    org_id: org.orgId,
    user_id: org.rep1.actor.userId,
    role: "rep",
    name: "rep1",
    scopes: [],
  });
  expect(await admin`select device, ip from sessions where id = ${session.session_id}`).toMatchObject([
    { device: "Firefox on Linux", ip: "10.0.0.1" },
  ]);
  expect(await authenticateCaller({ sessionId: session.session_id }, plusSeconds(now, 31 * 86_400))).toBeNull();
  await endSession(org.rep1, { id: session.session_id });
  expect(await authenticateCaller({ sessionId: session.session_id }, now)).toBeNull();
  const events = await admin`select kind, actor_id from events
    where subjects->>'session_id' = ${session.session_id} order by id`;
  expect(events.map((one) => one.kind)).toEqual(["session.started", "session.ended"]);
  expect(events[0]?.actor_id).toBe(org.rep1.actor.userId);
});

it("gives the same answer for a wrong password, an unknown person, no password and no membership", async () => {
  const bare = await mintOrganization();
  const gone = `gone@${org.slug}.example`;
  const { user_id } = await addMember(visitor(), {
    org_id: org.orgId,
    email: gone,
    name: "Gone",
    role: "rep",
    password,
  });
  await admin`update memberships set active = false where user_id = ${user_id}`;
  const answers = await Promise.all([
    refusal(signIn(visitor(), { email, password: "wrong" })),
    refusal(signIn(visitor(), { email: "nobody@nowhere.example", password })),
    refusal(signIn(visitor(), { email: `rep1@${bare.slug}.example`, password })),
    refusal(signIn(visitor(), { email: gone, password })),
    refusal(signIn(visitor(), { email, password, org: bare.slug })),
  ]);
  for (const { code, detail, extra } of answers) {
    expect({ code, detail, extra }).toEqual({
      code: "UNAUTHENTICATED",
      detail: "Email or password is wrong.",
      extra: undefined,
    });
  }
});

it("takes the same time for somebody unknown as for a wrong password", async () => {
  const timed = async (address: string) => {
    const began = performance.now();
    expect((await refusal(signIn(visitor({ ip: undefined }), { email: address, password: "wrong" }))).code).toBe(
      "UNAUTHENTICATED",
    );
    return performance.now() - began;
  };
  // In turns, and the quickest of each: a busy machine disturbs both alike.
  let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let count = 0; count < 10; count++) {
    known = Math.min(known, await timed(email));
    unknown = Math.min(unknown, await timed("nobody@nowhere.example"));
  }
  expect(unknown / known).toBeGreaterThan(0.6);
  expect(unknown / known).toBeLessThan(1.6);
  // Both hashed: without that an answer takes a few milliseconds.
  expect(unknown).toBeGreaterThan(10);
});

it("slows an account down after ten tries in an hour, also when they come at once, and says until when", async () => {
  const tries = await Promise.all(
    Array.from({ length: 25 }, (_, index) =>
      refusal(signIn(visitor({ ip: `10.1.0.${index}` }), { email, password: "wrong" })),
    ),
  );
  expect(tries.filter((one) => one.code === "UNAUTHENTICATED")).toHaveLength(10);
  const slowed = tries.filter((one) => one.code === "TOO_MANY_REQUESTS");
  expect(slowed).toHaveLength(15);
  expect(slowed[0]?.extra?.retry_after).toBe(3601);
  const right = await refusal(signIn(visitor({ ip: "10.2.0.1" }), { email, password }));
  expect(right.code).toBe("TOO_MANY_REQUESTS");
  await signIn(visitor({ now: plusSeconds(now, 3601) }), { email, password });
});

it("slows somebody unknown down just so", async () => {
  const codes: string[] = [];
  for (let count = 0; count < 11; count++) {
    codes.push((await refusal(signIn(visitor({ ip: undefined }), { email: "nobody@nowhere.example", password }))).code);
  }
  expect(codes).toEqual([...Array(10).fill("UNAUTHENTICATED"), "TOO_MANY_REQUESTS"]);
});

it("slows an address down after a hundred tries over many accounts", async () => {
  await admin`delete from sign_in_attempts`;
  const codes: string[] = [];
  for (let count = 0; count < 102; count += 17) {
    const round = Array.from({ length: 17 }, (_, index) =>
      refusal(signIn(visitor({ ip: "10.9.9.9" }), { email: `guess${count + index}@nowhere.example`, password })),
    );
    codes.push(...(await Promise.all(round)).map((one) => one.code));
  }
  expect(codes.filter((code) => code === "TOO_MANY_REQUESTS")).toHaveLength(2);
});

it("forgives the failed tries of an account once it gets in", async () => {
  for (let count = 0; count < 9; count++) await refusal(signIn(visitor(), { email, password: "wrong" }));
  await signIn(visitor(), { email, password });
  for (let count = 0; count < 9; count++) {
    expect((await refusal(signIn(visitor(), { email, password: "wrong" }))).code).toBe("UNAUTHENTICATED");
  }
});

it("stores no address in the counters", async () => {
  await refusal(signIn(visitor(), { email, password: "wrong" }));
  const rows = await admin`select subject from sign_in_attempts`;
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toMatch(/rep1|10\.0\.0\.1/);
});

it("lets somebody with two organizations choose", async () => {
  const second = await mintOrganization();
  await addMember(visitor(), { org_id: second.orgId, email, name: "rep1", role: "manager" });
  await expect(signIn(visitor(), { email, password })).rejects.toMatchObject({
    code: "CONFLICT",
    extra: { organizations: [{ slug: org.slug }, { slug: second.slug }] },
  });
  expect((await refusal(signIn(visitor(), { email, password: "wrong" }))).code).toBe("UNAUTHENTICATED");
  const chosen = await signIn(visitor(), { email, password, org: second.slug });
  expect(chosen.org_id).toBe(second.orgId);
  expect(await authenticateCaller({ sessionId: chosen.session_id }, now)).toMatchObject({ role: "manager" });
});
