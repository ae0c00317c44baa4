import { beforeAll, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { leadCondition } from "@/lib/filters/rules";
import type { Filter } from "@/lib/filters/schema";
import { createLead } from "@/lib/leads/create-lead";
import { countLeads, explainLead, guessLeads } from "./count-queries";
import { createSegment } from "./create-segment";
import { deleteSegment } from "./delete-segment";
import { duplicateSegment } from "./duplicate-segment";
import { listSegmentLeads, previewSegment } from "./leads-queries";
import { getSegment, listSegments } from "./queries";
import { roundGuess } from "./rules";
import { listSegmentLeadsInputSchema } from "./schema";
import { updateSegment } from "./update-segment";

const { admin: database } = await testDatabase();
const hot: Filter = { field: "score", op: "at_least", value: 80 };
let org: MintedOrganization;
let stranger: Context;

beforeAll(async () => {
  [org, stranger] = [await mintOrganization(), (await mintOrganization()).rep1];
  for (let nth = 0; nth < 12; nth++) {
    const ctx = nth % 3 ? org.rep1 : org.rep2;
    await createLead(ctx, { last_name: `Lead ${nth}`, score: nth * 9, tags: nth % 2 ? ["vip"] : [] });
  }
  // rep1 and the manager are one team, rep2 is in none.
  await inOrganization(org.orgId, async ({ sql }) => {
    const [team] = await sql<{ id: string }[]>`insert into teams (name) values ('North') returning id`;
    await sql`update memberships set team_id = ${team?.id ?? ""} where user_id = any (${[org.rep1.actor.userId, org.manager.actor.userId]}::uuid[])`;
  });
});

const see = (ctx: Context, id: string) => read(ctx, "segments:read", (tx) => getSegment(tx, ctx, id));
const names = (ctx: Context) =>
  read(ctx, "segments:read", (tx) => listSegments(tx, ctx)).then((list) => list.map((one) => one.name));
const count = (ctx: Context, filter: Filter) => read(ctx, "segments:read", (tx) => countLeads(tx, ctx, { filter }));

describe("a segment", () => {
  it("keeps conditions under a name and knows how many leads were in it", async () => {
    const made = await createSegment(org.rep1, { name: " Hot ones ", filter: hot });
    expect(made).toMatchObject({
      name: "Hot ones",
      filter: hot,
      visibility: "private",
      last_count: 3,
      version: 1,
      may_change: true,
    });
    const page = await read(org.rep1, "segments:read", (tx) =>
      listSegmentLeads(tx, org.rep1, listSegmentLeadsInputSchema.parse({ id: made.id, sort: "-score", limit: 2 })),
    );
    expect([page.data.map((lead) => lead.score), page.total]).toEqual([[99, 90], 3]);
    expect(await read(org.rep1, "segments:read", (tx) => previewSegment(tx, org.rep1, hot))).toMatchObject({
      count: 3,
      exact: true,
      data: [{}, {}, {}],
    });
  });

  it("follows its leads: who comes in later is in it", async () => {
    const before = await count(org.rep1, { field: "name", op: "contains", value: "latecomer" });
    await createLead(org.rep1, { last_name: "Latecomer" });
    expect([
      before.count,
      (await count(org.rep1, { field: "name", op: "contains", value: "latecomer" })).count,
    ]).toEqual([0, 1]);
  });

  it.each([
    ["private", ["rep1"]],
    ["team", ["rep1", "manager"]],
    ["public", ["rep1", "rep2", "manager", "admin"]],
  ] as const)("that is %s is seen by %j and is nowhere for others", async (visibility, seers) => {
    const made = await createSegment(org.rep1, { name: `For ${visibility}`, filter: hot, visibility });
    for (const who of ["rep1", "rep2", "manager", "admin"] as const) {
      const seen = (seers as readonly string[]).includes(who);
      expect([who, (await names(org[who])).includes(made.name)]).toEqual([who, seen]);
      if (seen) await expect(see(org[who], made.id)).resolves.toMatchObject({ id: made.id });
      else await expect(see(org[who], made.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    for (const ask of [
      () => see(stranger, made.id),
      () => updateSegment(stranger, { segment_id: made.id, name: "x" }),
      () => duplicateSegment(stranger, { segment_id: made.id }),
      () => deleteSegment(stranger, { segment_id: made.id }),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
  });

  it("is changed by its owner or a manager; a colleague duplicates it", async () => {
    const made = await createSegment(org.rep1, { name: "Ours", filter: hot, visibility: "public" });
    await expect(updateSegment(org.rep2, { segment_id: made.id, name: "Mine" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(deleteSegment(org.rep2, { segment_id: made.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const changed = await updateSegment(org.manager, {
      segment_id: made.id,
      filter: { and: [hot, { field: "tags", op: "any_of", value: ["vip"] }] },
    });
    expect(changed).toMatchObject({ version: 2, last_count: 2, owner: { name: "rep1" } });
    await expect(updateSegment(org.manager, { segment_id: made.id, visibility: "private" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const copy = await duplicateSegment(org.rep2, { segment_id: made.id });
    expect(copy).toMatchObject({
      name: "Ours (copy)",
      visibility: "private",
      owner: { name: "rep2" },
      filter: changed.filter,
    });
    await deleteSegment(org.rep1, { segment_id: made.id });
    await expect(see(org.rep1, made.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await see(org.rep2, copy.id)).id).toBe(copy.id);
  });

  it("is changed by one of many who saw the same version; the others are told", async () => {
    const made = await createSegment(org.rep1, { name: "Raced", filter: hot, visibility: "public" });
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, (_, nth) =>
        updateSegment(nth % 2 ? org.rep1 : org.admin, { segment_id: made.id, name: `Name ${nth}`, if_version: 1 }),
      ),
    );
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of tries) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "STALE" });
    expect((await see(org.rep1, made.id)).version).toBe(2);
  });

  it("counts only leads in sight of who asks, whoever made it", async () => {
    const own = { ...org.rep2, actor: { ...org.rep2.actor, sees: [org.rep2.actor.userId] } };
    const all: Filter = { field: "score", op: "is_set" };
    expect([(await count(org.admin, all)).count, (await count(own, all)).count]).toEqual([12, 4]);
    const made = await createSegment(org.admin, { name: "Everybody's", filter: all, visibility: "public" });
    const page = await read(own, "segments:read", (tx) =>
      listSegmentLeads(tx, own, listSegmentLeadsInputSchema.parse({ id: made.id })),
    );
    expect(page.data.map((lead) => lead.owner?.name)).toEqual(["rep2", "rep2", "rep2", "rep2"]);
  });

  it("means somebody else by me for each who opens it", async () => {
    const mine: Filter = { field: "owner", op: "is", value: "me" };
    expect((await count(org.rep2, mine)).count).toBe(4);
    expect((await count(org.admin, mine)).count).toBe(0);
  });

  it("says of each condition whether a lead meets it and what the lead has", async () => {
    const lead = await createLead(org.rep1, {
      first_name: "Zoë",
      score: 40,
      tags: ["vip", "fair"],
      metadata: { plan: "pro" },
    });
    const filter: Filter = {
      and: [
        hot,
        { not: { field: "tags", op: "any_of", value: ["nothing"] } },
        {
          or: [
            { field: "metadata", key: "plan", op: "is", value: "pro" },
            { field: "source", op: "is_set" },
          ],
        },
        { field: "owner", op: "is", value: "me" },
      ],
    };
    const told = await read(org.rep1, "segments:read", (tx) => explainLead(tx, org.rep1, filter, lead.id));
    expect(told).toMatchObject({ lead_id: lead.id, included: false });
    expect(told.conditions.map((one) => [one.field, one.holds, one.lead_value])).toEqual([
      ["score", false, 40],
      ["tags", false, ["fair", "vip"]],
      ["metadata", true, "pro"],
      ["source", false, null],
      ["owner", true, "rep1"],
    ]);
    await expect(
      read(stranger, "segments:read", (tx) => explainLead(tx, stranger, filter, lead.id)),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("leaves its life in the audit log", async () => {
    const made = await createSegment(at(org.rep1, new Date()), { name: "Logged", filter: hot });
    await updateSegment(org.rep1, { segment_id: made.id, name: "Logged twice" });
    await updateSegment(org.rep1, { segment_id: made.id, name: "Logged twice" });
    await deleteSegment(org.rep1, { segment_id: made.id });
    const events = await inOrganization(
      org.orgId,
      ({ sql }) => sql<{ kind: string; payload: { changes?: object } }[]>`
      select e.kind, p.payload::json as payload from events e join event_payloads p on p.org_id = e.org_id and p.id = e.id
      where e.subjects ->> 'segment_id' = ${made.id} order by e.id`,
    );
    expect(events.map((one) => one.kind)).toEqual(["segment.created", "segment.changed", "segment.deleted"]);
    expect(events[1]?.payload.changes).toEqual({ name: { old: "Logged", new: "Logged twice" } });
  });

  it.each([
    [{ name: " ", filter: hot }],
    [{ name: "x".repeat(101), filter: hot }],
    [{ name: "x", filter: { field: "secret", op: "is", value: 1 } }],
    [{ name: "x", filter: hot, visibility: "world" }],
    [{ name: "x" }],
  ])("refuses %j", async (input) => {
    await expect(createSegment(org.rep1, input)).rejects.toMatchObject({ code: "INVALID" });
  });
});

describe("a count that takes too long", () => {
  it("is judged by a sample, near the truth and in two figures", async () => {
    await database`insert into leads (org_id, last_name, score) select ${org.orgId}, 'Many', (i % 10) * 10 from generate_series(1, 20000) i`;
    await database`analyze leads`;
    const filter: Filter = { and: [{ field: "score", op: "at_least", value: 50 }] };
    const { count: exact } = await count(org.rep1, filter);
    const guess = (sampled: number) =>
      read(org.rep1, "segments:read", (tx) => guessLeads(tx, leadCondition(org.rep1, { filter }), sampled));
    expect(await guess(1_000_000)).toBe(roundGuess(exact));
    const near = await guess(8000);
    expect(Math.abs(near / exact - 1)).toBeLessThan(0.25);
  });

  it.each([
    [0, 0],
    [7, 7],
    [99, 99],
    [1234, 1200],
    [98_765, 99_000],
  ])("tells %i as %i", (count, told) => {
    expect(roundGuess(count)).toBe(told);
  });
});
