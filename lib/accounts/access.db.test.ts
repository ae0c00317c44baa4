import { expect, it } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { plusSeconds } from "@/lib/core/time";
import { authenticateCaller } from "./authenticate-caller";
import { createApiKey } from "./create-api-key";
import { endSession } from "./end-session";
import { listApiKeys, listMembers, listSessions } from "./queries";
import { revokeApiKey } from "./revoke-api-key";
import { revokeSession } from "./revoke-session";
import { signIn } from "./sign-in";

const { admin } = await testDatabase();
const password = "a password for tests";
const enter = async (ctx: Context, slug: string) =>
  (await signIn(ctx, { email: `${ctx.actor.name}@${slug}.example`, password })).session_id;
const limitedTo = (ctx: Context, scopes: string[]): Context => ({ ...ctx, actor: { ...ctx.actor, scopes } });
const kindsAbout = async (noun: string, id: string) =>
  (await admin`select kind from events where subjects->>${noun} = ${id} order by id`).map((row) => row.kind);

it("ends a session somewhere else: one's own, or anybody's for an admin, and nobody's across organizations", async () => {
  const [org, other] = [await mintOrganization({ password }), await mintOrganization()];
  const [one, two] = [await enter(org.rep1, org.slug), await enter(org.rep1, org.slug)];
  await expect(revokeSession(org.rep2, { id: one })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(revokeSession(org.manager, { id: one })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(revokeSession(other.admin, { id: one })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await revokeSession(org.rep1, { id: one });
  await revokeSession(org.admin, { id: two });
  for (const sessionId of [one, two]) expect(await authenticateCaller({ sessionId }, org.rep1.now)).toBeNull();
  await expect(revokeSession(org.rep1, { id: one })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await kindsAbout("session_id", one)).toEqual(["session.started", "session.revoked"]);
});

it("signs out with one's own session only", async () => {
  const org = await mintOrganization({ password });
  const id = await enter(org.rep1, org.slug);
  await expect(endSession(org.admin, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await endSession(org.rep1, { id });
  expect(await authenticateCaller({ sessionId: id }, org.rep1.now)).toBeNull();
});

it("lists running sessions, keys and members of one organization", async () => {
  const [org, other] = [await mintOrganization({ password }), await mintOrganization({ password })];
  await enter(org.rep1, org.slug);
  await enter(other.rep1, other.slug);
  await createApiKey(org.rep1, { name: "mine" });
  await createApiKey(other.rep1, { name: "theirs" });
  const { now } = org.rep1;
  const [members, sessions, keys] = await read(org.rep1, "members:read", (tx) =>
    Promise.all([listMembers(tx), listSessions(tx, { now }), listApiKeys(tx)]),
  );
  expect(members.map((one) => one.name)).toEqual(["admin", "manager", "rep1", "rep2"]);
  expect(members[2]).toMatchObject({ last_seen_at: expect.any(String), active: true });
  expect(sessions.map((one) => one.user.name)).toEqual(["rep1"]);
  expect(keys).toMatchObject([
    { name: "mine", user: { name: "rep1" }, scopes: [], expires_at: null, last_used_at: null },
  ]);
});

it("makes a key that acts as its maker, stores only its hash, and notes its use", async () => {
  const { rep1 } = await mintOrganization();
  const { id, key, prefix } = await createApiKey(rep1, { name: "export", scopes: ["leads:read"], expires_in_days: 1 });
  expect(key).toMatch(/^tl_[\w-]{32}$/);
  expect(key.startsWith(prefix)).toBe(true);
  const [stored] = await admin`select to_jsonb(k)::text as row from api_keys k where id = ${id}`;
  expect(stored?.row).not.toContain(key.slice(9));
  expect(await authenticateCaller({ apiKey: key }, rep1.now)).toMatchObject({
    user_id: rep1.actor.userId,
    scopes: ["leads:read"],
  });
  const [used] = await admin`select last_used_at from api_keys where id = ${id}`;
  expect(used?.last_used_at).toEqual(rep1.now);
  expect(await authenticateCaller({ apiKey: key }, plusSeconds(rep1.now, 86_401))).toBeNull();
  expect(await authenticateCaller({ apiKey: `${key}x` }, rep1.now)).toBeNull();
  expect(await kindsAbout("api_key_id", id)).toEqual(["api_key.created"]);
});

it("makes no key that may do more than its maker", async () => {
  const { rep1, admin: boss } = await mintOrganization();
  await expect(createApiKey(rep1, { name: "x", scopes: ["members:write"] })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(createApiKey(rep1, { name: "x", scopes: ["everything"] })).rejects.toMatchObject({ code: "INVALID" });
  await createApiKey(boss, { name: "x", scopes: ["members:write"] });
  const limited = limitedTo(boss, ["api-keys:write", "leads:read"]);
  await expect(createApiKey(limited, { name: "x", scopes: ["leads:write"] })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(createApiKey(limited, { name: "x" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await createApiKey(limited, { name: "x", scopes: ["leads:read"] });
  await expect(createApiKey(limitedTo(boss, ["leads:read"]), { name: "x" })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});

it("revokes a key: one's own, or anybody's for an admin", async () => {
  const [org, other] = [await mintOrganization(), await mintOrganization()];
  const { id, key } = await createApiKey(org.rep1, { name: "one" });
  await expect(revokeApiKey(org.rep2, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(revokeApiKey(other.admin, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await revokeApiKey(org.admin, { id });
  expect(await authenticateCaller({ apiKey: key }, org.rep1.now)).toBeNull();
  expect(await kindsAbout("api_key_id", id)).toEqual(["api_key.created", "api_key.revoked"]);
});
