import { expect, it } from "vitest";
import { at, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { createLead } from "@/lib/leads/create-lead";
import { foldRollups } from "@/lib/rollups/fold-rollups";
import { getComplianceReport } from "./queries";

const { admin } = await testDatabase();
const today = "2026-11-20";
const moment = (ago: number) => new Date(Date.parse(`${today}T12:00:00Z`) - ago * 86_400_000);
const dayOf = (ago: number) => moment(ago).toISOString().slice(0, 10);
type Entry = { value: string; came: number; left: number | null; over: number | null; asked: boolean };

it("tells of any days what a count by hand tells: who was contacted, who asked to be left alone, how the list grew", async () => {
  const org = await mintOrganization({ timezone: "UTC", calm: true });
  const touches = new Map<string, number[]>();
  for (let nth = 0; nth < 14; nth++) {
    const email = `p${nth}@p${nth}.example`;
    const { id } = await createLead(at(org.rep1, moment(199)), { last_name: `P${nth}`, email });
    const ago = Array.from({ length: nth % 4 }, (_, one) => (nth * 37 + one * 53) % 190);
    for (const one of ago) {
      const when = at(org.rep1, moment(one));
      await logContact(when, { lead_id: id, method: "email", already_happened: true });
    }
    touches.set(email, ago);
  }
  const entries: Entry[] = [];
  for (let nth = 0; nth < 14; nth += 1) {
    const value = `p${nth}@p${nth}.example`;
    const came = (nth * 61) % 180;
    const entry = {
      value,
      came,
      left: nth % 3 ? null : came - (came % 17),
      over: nth % 2 ? came - (came % 29) : null,
      asked: nth % 2 === 0,
    };
    await addDncEntry(at(org.rep1, moment(came)), {
      kind: "email",
      value,
      reason: "list",
      source: entry.asked ? "unsubscribe" : "manual",
    });
    entries.push(entry);
  }
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    for (const { value, left, over } of entries) {
      await sql`update dnc_entries set revoked_at = ${left === null ? null : moment(left)}, expires_at = ${over === null ? null : moment(over)}
        where org_id = ${org.orgId} and value_norm = ${value}`;
    }
  });
  const ctx = at(org.manager, moment(0));
  for (const [first, last] of [
    [29, 0],
    [60, 1],
    [100, 70],
    [199, 3],
    [40, 39],
    [0, 0],
  ] as const) {
    // The counts that wait and those that were folded tell the same.
    if (first === 100) await foldRollups(org.admin, {});
    const asked = { from_date: dayOf(first), to_date: dayOf(last), compare: "previous" } as const;
    const report = await read(ctx, "analytics:read", (tx) => getComplianceReport(tx, ctx, asked));
    expect([asked, report]).toMatchObject([asked, byHand(touches, entries, first, last)]);
    const { opt_outs: _, ...before } = byHand(touches, entries, 2 * first - last + 1, first + 1);
    expect([asked, report.previous]).toMatchObject([asked, before]);
    const weeks = report.by_week.map(({ added, removed, standing }) => ({ added, removed, standing }));
    expect(weeks.reduce((sum, one) => sum + one.added, 0)).toBe(report.entries_added);
    expect(weeks.reduce((sum, one) => sum + one.removed, 0)).toBe(report.entries_removed);
    expect(weeks.at(-1)?.standing).toBe(report.entries_standing);
  }
});

/** Days are counted back from today: the first is the larger. */
function byHand(touches: Map<string, number[]>, entries: Entry[], first: number, last: number) {
  const within = (ago: number | null) => ago !== null && ago <= first && ago >= last;
  const after = (ago: number | null) => ago === null || ago < last;
  const contacted = [...touches].filter(([, all]) => all.some(within)).map(([email]) => email);
  const added = entries.filter(({ came }) => within(came));
  return {
    entries_added: added.length,
    opt_outs: added.filter(({ asked }) => asked).length,
    entries_removed: entries.filter(({ left }) => within(left)).length,
    entries_standing: entries.filter(({ came, left, over }) => came >= last && after(left) && after(over)).length,
    contacted: contacted.length,
    opted_out: added.filter(({ asked, value }) => asked && contacted.includes(value)).length,
  };
}
