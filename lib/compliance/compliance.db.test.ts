import { beforeAll, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { markResponded } from "@/lib/communications/mark-responded";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { createLead } from "@/lib/leads/create-lead";
import { cancelMessage } from "@/lib/sending/cancel-message";
import { queueMessage } from "@/lib/sending/queue-message";
import { getCollisionReport } from "./collision-queries";
import { getComplianceReport } from "./queries";
import { listComplianceRows } from "./row-queries";
import { complianceRowsInputSchema } from "./schema";

const { admin } = await testDatabase();
let org: MintedOrganization;
let ctx: Context;

beforeAll(async () => {
  org = await mintOrganization({ calm: true });
  ctx = org.manager;
  const lead = async (name: string, source?: string) =>
    (await createLead(org.rep1, { last_name: name, email: `${name}@${name}.example`, source })).id;
  const [one, two, three] = [await lead("one", "Fair"), await lead("two", "Fair"), await lead("three")];
  for (const lead_id of [one, two, three]) await logContact(org.rep1, { lead_id, method: "email" });
  await expect(logContact(org.rep2, { lead_id: one, method: "email" })).rejects.toThrow();
  await expect(logContact(org.rep2, { lead_id: two, method: "email" })).rejects.toThrow();
  await logContact(org.manager, { lead_id: two, method: "email", override_reason: "She asked for it today" });
  await logContact(org.rep2, { lead_id: three, method: "email", already_happened: true });
  await addDncEntry(org.rep1, { kind: "email", value: "one@one.example", reason: "link", source: "unsubscribe" });
  await addDncEntry(org.rep1, { kind: "person", value: three, reason: "angry", source: "complaint" });
  await addDncEntry(org.rep1, { kind: "domain", value: "rival.example", reason: "rival" });
});

const today = () => ctx.now.toISOString().slice(0, 10);
const period = () => ({ from_date: today(), to_date: today() });
const rows = async (more: object) =>
  (
    await read(ctx, "analytics:read", (tx) =>
      listComplianceRows(tx, ctx, complianceRowsInputSchema.parse({ ...period(), ...more })),
    )
  ).total;

describe("collisions", () => {
  it("are counted by kind, rule, channel, rep and day, beside the days before", async () => {
    const report = await read(ctx, "analytics:read", (tx) =>
      getCollisionReport(tx, ctx, { ...period(), compare: "previous" }),
    );
    const raw = await admin<
      { kind: string; n: number }[]
    >`select kind, count(*)::int as n from collision_incidents where org_id = ${org.orgId} group by 1`;
    const of = (kind: string) => raw.find((one) => one.kind === kind)?.n ?? 0;
    const { prevented, overridden, escaped } = report;
    expect([prevented, overridden, escaped]).toEqual([of("prevented"), of("overridden"), of("escaped")]);
    expect([prevented > 1, overridden > 0, escaped > 0]).toEqual([true, true, true]);
    for (const groups of [report.by_code, report.by_method, report.by_rep, report.by_day, report.by_month]) {
      const sum = (kind: "prevented" | "overridden" | "escaped") => groups.reduce((all, one) => all + one[kind], 0);
      expect([sum("prevented"), sum("overridden"), sum("escaped")]).toEqual([prevented, overridden, escaped]);
    }
    // One send, which broke two rules.
    expect([report.overrides_open, overridden]).toEqual([1, 2]);
    expect(report).toMatchObject({ overrides_reviewed: 0, previous: { prevented: 0 } });
    expect(await rows({ figure: "open" })).toBe(1);
    for (const kind of ["prevented", "overridden", "escaped"] as const)
      expect(await rows({ figure: kind })).toBe(report[kind]);
    for (const { code, prevented: n } of report.by_code) expect(await rows({ figure: "prevented", code })).toBe(n);
  });
});

describe("overridden sends", () => {
  it("are told once each by what they led to, with the rows behind", async () => {
    const own = await mintOrganization({ calm: true });
    const mail = async (name: string, more: object = {}) => {
      const { id } = await createLead(own.rep1, { last_name: name, email: `${name}@${name}.example` });
      await logContact(own.rep1, { lead_id: id, method: "email" });
      const over = { lead_id: id, method: "email", override_reason: "She asked for it today" };
      const sent = await logContact(own.manager, { ...over, ...more });
      return { id, sent };
    };
    const later = at(own.rep1, new Date(own.rep1.now.getTime() + 60_000));
    const [answered, opted] = [await mail("answered"), await mail("opted")];
    await mail("silent");
    await markResponded(later, { contact_id: answered.sent.id, responded: true });
    await logContact(later, {
      lead_id: opted.id,
      method: "email",
      direction: "inbound",
      body: "Please remove me from your list",
    });
    const queue = async (name: string) => {
      const { id } = await createLead(own.rep1, { email: `${name}@${name}.example` });
      await logContact(own.rep1, { lead_id: id, method: "email" });
      const over = { override_reason: "She asked for it today" };
      return queueMessage(own.manager, {
        lead_id: id,
        channel: "email",
        subject: "Hi",
        body_text: "Shall we?",
        ...over,
      });
    };
    await queue("waiting");
    await cancelMessage(own.manager, { id: (await queue("never")).id });
    const asked = { from_date: today(), to_date: today() };
    const see = at(own.manager, new Date(own.rep1.now.getTime() + 120_000));
    const { overridden_sends: sends, rows: links } = await read(see, "analytics:read", (tx) =>
      getCollisionReport(tx, see, asked),
    );
    expect(sends).toEqual({ total: 5, answered: 1, opted_out: 1, silent: 1, not_arrived: 1, waiting: 1 });
    for (const [name, count] of Object.entries(sends)) {
      const link = new URL(links[`overridden_sends.${name}`] ?? "", "http://x");
      const given = complianceRowsInputSchema.parse(Object.fromEntries(link.searchParams));
      expect((await read(see, "analytics:read", (tx) => listComplianceRows(tx, see, given))).total).toBe(count);
    }
  });
});

describe("compliance", () => {
  it("tells how the list grew, and who of those contacted asked to be left alone", async () => {
    const report = await read(ctx, "analytics:read", (tx) => getComplianceReport(tx, ctx, period()));
    expect(report).toMatchObject({
      // A person who complains is two entries: themselves, and the address by which they were reached.
      entries_added: 4,
      entries_removed: 0,
      entries_standing: 4,
      opt_outs: 3,
      complaints: 2,
      contacted: 3,
      opted_out: 2,
      opt_out_rate: 2 / 3,
      complained: 1,
      complaint_rate: 1 / 3,
      by_template: [],
    });
    expect(await rows({ figure: "complained" })).toBe(1);
    expect(report.by_source.map(({ source, contacted, opted_out }) => [source?.name, contacted, opted_out])).toEqual([
      ["Fair", 2, 1],
      [undefined, 1, 1],
    ]);
    expect(report.by_week).toMatchObject([{ added: 4, removed: 0, standing: 4 }]);
    expect([
      await rows({ figure: "added" }),
      await rows({ figure: "standing" }),
      await rows({ figure: "removed" }),
    ]).toEqual([4, 4, 0]);
    for (const { origin, added } of report.by_origin) expect(await rows({ figure: "added", origin })).toBe(added);
    for (const { source, contacted, opted_out } of report.by_source) {
      const source_id = source?.id ?? "none";
      expect([await rows({ figure: "contacted", source_id }), await rows({ figure: "opted_out", source_id })]).toEqual([
        contacted,
        opted_out,
      ]);
    }
  });

  it("has no rate where nobody was contacted", async () => {
    const stranger = (await mintOrganization()).admin;
    const report = await read(stranger, "analytics:read", (tx) => getComplianceReport(tx, stranger, {}));
    expect(report).toMatchObject({ entries_added: 0, contacted: 0, opt_out_rate: null, by_source: [], prevented: 0 });
  });
});
