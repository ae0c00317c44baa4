import { describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { checkOrganization } from "@/lib/integrity/queries";
import { createLead } from "@/lib/leads/create-lead";
import { queueMessage } from "@/lib/sending/queue-message";
import { mergeLeads } from "./merge-leads";
import { undoMerge } from "./undo-merge";

const { admin } = await testDatabase();
const rounds = Math.max(10, Math.round(200 * Number(process.env.TOUCHLINE_TEST_SIZE ?? 0.1)));

const mint = async (org: MintedOrganization, nth: number) => {
  const one = await createLead(org.rep1, { last_name: `One ${nth}`, email: `one${nth}@a${nth}.example` });
  const other = await createLead(org.rep2, { last_name: `Two ${nth}`, email: `two${nth}@b${nth}.example` });
  return [one.id, other.id] as const;
};
const code = (error: unknown) => {
  if (error instanceof AppError) return error.code;
  throw error;
};
const outcome = (work: Promise<unknown>) => work.then(() => "ok", code);
const broken = async ({ orgId }: MintedOrganization) =>
  (await inOrganization(orgId, checkOrganization)).filter((check) => !check.ok).map((check) => check.name);

describe("at the same moment", () => {
  it("a touch logged on the lead that goes away ends at the one that stays", async () => {
    const org = await mintOrganization({ calm: true });
    for (let nth = 0; nth < rounds; nth++) {
      const [one, other] = await mint(org, nth);
      const said = await Promise.all([
        outcome(mergeLeads(org.manager, { lead_id: one, other_id: other })),
        outcome(logContact(org.rep1, { lead_id: one, method: "email", already_happened: true })),
        outcome(logContact(org.rep2, { lead_id: other, method: "email", already_happened: true })),
        outcome(logContact(org.rep2, { lead_id: other, method: "call", direction: "inbound" })),
      ]);
      expect(said).toEqual(["ok", "ok", "ok", "ok"]);
      const rows =
        await admin`select lead_id, count(*)::int as n from communications where lead_id in (${one}, ${other}) group by 1`;
      expect(rows).toEqual([{ lead_id: one, n: 3 }]);
    }
    expect(await broken(org)).toEqual([]);
  });

  it("an opt-out of one and a merge leave nothing waiting for the two who are one", async () => {
    const org = await mintOrganization({ calm: true });
    for (let nth = 0; nth < rounds; nth++) {
      const [one, other] = await mint(org, nth);
      const send_at = new Date(org.rep1.now.getTime() + 3_600_000).toISOString();
      await queueMessage(org.rep1, {
        lead_id: one,
        channel: "email",
        subject: "s",
        body_text: "b",
        scheduled_for: send_at,
      });
      const [merged, listed] = await Promise.all([
        outcome(mergeLeads(org.manager, { lead_id: one, other_id: other })),
        outcome(addDncEntry(org.rep2, { kind: "email", value: `two${nth}@b${nth}.example`, reason: "asked to stop" })),
      ]);
      expect(listed).toBe("ok");
      const [row] = await admin`select status from communications where lead_id = ${one}`;
      // Who came first decides: merged and cancelled, or listed and the message in the way.
      expect([merged, row?.status]).toEqual(merged === "ok" ? ["ok", "cancelled"] : ["CONFLICT", "queued"]);
    }
    expect(await broken(org)).toEqual([]);
  });

  it("two merges of two leads into each other make one, and parting it twice parts it once", async () => {
    const org = await mintOrganization({ calm: true });
    for (let nth = 0; nth < rounds; nth++) {
      const [one, other] = await mint(org, nth);
      const both = (ctx: Context, lead_id: string, other_id: string) => outcome(mergeLeads(ctx, { lead_id, other_id }));
      const said = await Promise.all([
        both(org.rep1, one, other),
        both(org.rep2, other, one),
        both(org.manager, one, other),
      ]);
      expect(said.filter((word) => word === "ok")).toHaveLength(1);
      const soon = at(org.manager, new Date(org.manager.now.getTime() + 1000));
      const parted = await Promise.all([0, 1, 2].map(() => outcome(undoMerge(soon, { lead_id: one }))));
      expect(parted.toSorted()).toEqual(["NOT_FOUND", "NOT_FOUND", "ok"]);
      const [alive] =
        await admin`select count(*)::int as n from leads where id in (${one}, ${other}) and deleted_at is null`;
      expect(alive?.n).toBe(2);
    }
    expect(await broken(org)).toEqual([]);
  });

  it("a plan for each of two who become one is one plan, or stands in the way", async () => {
    const org = await mintOrganization({ calm: true });
    for (let nth = 0; nth < rounds; nth++) {
      const [one, other] = await mint(org, nth);
      const send_at = new Date(org.rep1.now.getTime() + 3_600_000).toISOString();
      const queue = (ctx: Context, lead_id: string) =>
        outcome(queueMessage(ctx, { lead_id, channel: "email", subject: "s", body_text: "b", scheduled_for: send_at }));
      const [merged] = await Promise.all([
        outcome(mergeLeads(org.manager, { lead_id: one, other_id: other })),
        queue(org.rep1, one),
        queue(org.rep2, other),
      ]);
      const rows = await admin`
        select lead_id, count(*)::int as n from communications where lead_id in (${one}, ${other}) and status = 'queued' group by 1 order by 2`;
      if (merged === "ok") expect(rows).toEqual([{ lead_id: one, n: 1 }]);
      else expect(rows.map((row) => row.n)).toEqual([1, 1]);
    }
    expect(await broken(org)).toEqual([]);
  });
});
