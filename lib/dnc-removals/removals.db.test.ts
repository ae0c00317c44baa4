import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { listDncEntries } from "@/lib/dnc/list-queries";
import { createLead } from "@/lib/leads/create-lead";
import { approveDncRemoval } from "./approve-dnc-removal";
import { listOpenRemovals, listSteps } from "./queries";
import { rejectDncRemoval } from "./reject-dnc-removal";
import { requestDncRemoval } from "./request-dnc-removal";

await testDatabase();

const reason = "She wrote to us that it was a mistake";
let org: MintedOrganization;
let lead: string;
let id: string;
beforeEach(async () => {
  org = await mintOrganization();
  lead = (await createLead(org.rep1, { last_name: "Doe", email: "jane@acme.com" })).id;
  const given = { kind: "email", value: "jane@acme.com", reason: "asked to stop", source: "unsubscribe" };
  id = (await addDncEntry(org.rep1, given)).id;
});

const plan = () => logContact(at(org.rep2, new Date()), { lead_id: lead, method: "email" }).then(() => "ok", codeOf);
const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : error);
const request = (ctx: Context = org.admin) => requestDncRemoval(ctx, { id, reason });
const approve = (ctx: Context = org.manager) => approveDncRemoval(ctx, { id });

describe("taking an entry off the list", () => {
  it("takes an admin with a reason and a second person; until then it blocks", async () => {
    await request();
    expect(await plan()).toBe("DNC_BLOCKED");
    const open = await read(org.rep1, "dnc:read", listOpenRemovals);
    expect(open).toMatchObject([
      { reason, requested_by: { name: "admin" }, entry: { id, value_norm: "jane@acme.com" } },
    ]);
    expect(await approve()).toMatchObject({ decision: "approved", decided_by: { name: "manager" } });
    expect(await plan()).toBe("ok");
    expect(await read(org.rep1, "dnc:read", listOpenRemovals)).toEqual([]);
  });

  it("keeps its whole history: who added it, who asked, who said yes, and why", async () => {
    const later = (ctx: Context, seconds: number) => at(ctx, new Date(ctx.now.getTime() + seconds * 1000));
    await request(later(org.admin, 1));
    await rejectDncRemoval(later(org.manager, 2), { id, reason: "Nobody can show me that letter" });
    await request(later(org.admin, 3));
    await approve(later(org.manager, 4));
    const steps = await read(org.rep1, "dnc:read", (tx) => listSteps(tx, id));
    expect(steps.map((step) => [step.what, step.by?.name ?? null])).toEqual([
      ["added", "rep1"],
      ["requested", "admin"],
      ["rejected", "manager"],
      ["requested", "admin"],
      ["approved", "manager"],
      ["removed", null],
    ]);
    const { data } = await read(org.rep1, "dnc:read", (tx) =>
      listDncEntries(tx, { limit: 50, state: "removed" }, new Date()),
    );
    expect(data).toMatchObject([{ id, revoked: { reason, by: { name: "admin" } } }]);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ["asked for by a manager", () => request(org.manager), "FORBIDDEN"],
    ["asked for by a rep", () => request(org.rep1), "FORBIDDEN"],
    ["asked for without a reason", () => requestDncRemoval(org.admin, { id, reason: "   short " }), "INVALID"],
    ["approved by a rep", async () => [await request(), await approve(org.rep1)], "FORBIDDEN"],
    ["approved by who asked", async () => [await request(), await approve(org.admin)], "FORBIDDEN"],
    ["approved when nobody asks", () => approve(), "CONFLICT"],
    ["asked for twice", async () => [await request(), await request()], "CONFLICT"],
    ["asked for when it is off", async () => [await request(), await approve(), await request()], "CONFLICT"],
    [
      "of another organization",
      async () => requestDncRemoval((await mintOrganization()).admin, { id, reason }),
      "NOT_FOUND",
    ],
  ])("is refused when it is %s", async (_, attempt, code) => {
    await expect(attempt()).rejects.toMatchObject({ code });
  });

  it("who asked may take the request back, and then nobody can approve it", async () => {
    await request();
    await rejectDncRemoval(org.admin, { id, reason: "I looked at the wrong entry" });
    await expect(approve()).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await plan()).toBe("DNC_BLOCKED");
  });

  it("is decided once, whoever presses at the same moment", async () => {
    await request();
    const all = await Promise.allSettled([
      ...Array.from({ length: 6 }, () => approve()),
      ...Array.from({ length: 6 }, () =>
        rejectDncRemoval(org.manager, { id, reason: "Nobody can show me that letter" }),
      ),
    ]);
    expect(all.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of all) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "CONFLICT" });
  });

  it("asked for by many at once is one request", async () => {
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => request()));
    expect(all.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  });
});

describe("by raw SQL", () => {
  const tried = (text: string) => outcomeOf(org.orgId, ({ sql }) => sql.unsafe(text));
  const [user, other] = [() => org.admin.actor.userId, () => org.manager.actor.userId];
  const ask = (by: string) =>
    tried(
      `insert into dnc_removals (entry_id, reason, requested_by) values ('${id}', 'long enough a reason', '${by}')`,
    );
  const decide = (by: string, decision = "approved") =>
    tried(`update dnc_removals set decision = '${decision}', decided_by = '${by}', decided_at = now()`);
  const remove = (by: string | null, second: string | null) =>
    tried(
      `update dnc_entries set revoked_at = now(), revoked_by = ${by ? `'${by}'` : null}, second_approver = ${second ? `'${second}'` : null}`,
    );

  it("nobody takes an entry off alone, not with two names either, while no request is approved", async () => {
    expect(await remove(null, null)).toBe("TL043");
    expect(await remove(user(), null)).toBe("TL043");
    expect(await remove(user(), other())).toBe("TL043");
    await request();
    expect(await remove(user(), other())).toBe("TL043");
    expect(await remove(user(), user())).toBe("23514");
    expect(await remove(null, other())).toBe("23514");
    expect(await tried(`update dnc_entries set revoked_by = '${user()}'`)).toBe("23514");
    expect(await plan()).toBe("DNC_BLOCKED");
  });

  it("nobody who is no admin asks, nobody who is a rep approves, nobody approves their own", async () => {
    expect(await ask(org.rep1.actor.userId)).toBe("TL043");
    expect(await ask(other())).toBe("TL043");
    expect(await ask(user())).toBe("ok");
    expect(await ask(user())).toBe("23505");
    expect(await decide(user())).toBe("23514");
    expect(await decide(org.rep1.actor.userId)).toBe("TL043");
    expect(await remove(user(), other())).toBe("TL043");
    expect(await decide(other())).toBe("ok");
    expect(await decide(user(), "rejected")).toBe("TL045");
    expect(await remove(user(), org.rep1.actor.userId)).toBe("TL043");
    expect(await remove(user(), other())).toBe("ok");
  });

  it("a rejected request lets nothing go, and what was decided is neither rewritten nor decided from the start", async () => {
    await ask(user());
    expect(await tried("update dnc_removals set decision = 'rejected'")).toBe("23514");
    expect(await decide(other(), "rejected")).toBe("ok");
    expect(await remove(user(), other())).toBe("TL043");
    expect(await tried("update dnc_removals set reason = 'another reason'")).toBe("42501");
    expect(
      await tried(
        `insert into dnc_removals (entry_id, reason, requested_by, decision) values ('${id}', 'long enough a reason', '${user()}', 'approved')`,
      ),
    ).toBe("42501");
    expect(await tried("delete from dnc_removals")).toBe("42501");
    expect(
      await tried(`insert into dnc_removals (entry_id, reason, requested_by) values ('${id}', 'short', '${user()}')`),
    ).toBe("23514");
  });

  it("an entry ends by itself only when one that blocks as much and as long stands in its place", async () => {
    const add = (more: string) =>
      `insert into dnc_entries (kind, value_norm, reason, channel, expires_at) values ('email', 'joe@acme.com', 'r', ${more});`;
    const end =
      "update dnc_entries set revoked_at = now() where value_norm = 'joe@acme.com' and expires_at is not null;";
    expect(await tried(add("null, now() + interval '9 days'"))).toBe("ok");
    expect(await tried(end)).toBe("TL043");
    expect(await tried(`${end} ${add("'sms', null")}`)).toBe("TL043");
    expect(await tried(`${end} ${add("null, now() + interval '8 days'")}`)).toBe("TL043");
    expect(await tried(`${end} ${add("null, null")}`)).toBe("ok");
  });
});
