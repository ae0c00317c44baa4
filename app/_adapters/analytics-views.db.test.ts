import { beforeAll, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { listOutreachRows } from "@/lib/analytics/row-queries";
import { outreachRowsInputSchema } from "@/lib/analytics/schema";
import { convertLead } from "@/lib/clients/convert-lead";
import { logContact } from "@/lib/communications/log-contact";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { changeGoals } from "@/lib/goals/change-goals";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { recordSourceCost } from "@/lib/source-costs/record-source-cost";
import { createSource } from "@/lib/sources/create-source";
import { analyticsViews } from "./analytics-views";
import { figureRows } from "./figure-rows";

await testDatabase();
let org: MintedOrganization;
beforeAll(async () => {
  org = await mintOrganization({ calm: true });
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000);
  const fair = await createSource(org.manager, { name: "Fair" });
  for (let nth = 0; nth < 9; nth++) {
    const name = `p${nth}`;
    const source = ["Fair", "Webinar", undefined][nth % 3];
    const lead = await createLead(at(org.rep1, day(25 - nth)), {
      last_name: name,
      email: `${name}@${name}.example`,
      source,
      estimated_value_minor: nth % 4 === 0 ? null : 10_000 * nth,
      currency: "USD",
    });
    const who = nth % 2 ? org.rep1 : org.rep2;
    const touch = { lead_id: lead.id, method: "email" };
    await logContact(at(who, day(12)), touch);
    if (nth % 4 === 1) await logContact(at(who, day(11)), { ...touch, direction: "inbound" });
    if (nth < 6) await updateLead(at(who, day(9)), { lead_id: lead.id, status: "qualified" });
    if (nth < 2) await convertLead(at(who, day(4)), { lead_id: lead.id, name, value_minor: 50_000, currency: "USD" });
    if (nth === 7) await updateLead(at(who, day(8)), { lead_id: lead.id, status: "lost" });
    if (nth === 8) {
      await logContact(org.rep1, touch);
      await expect(logContact(org.rep2, touch)).rejects.toThrow();
      await logContact(org.rep2, { ...touch, already_happened: true });
      await addDncEntry(org.rep1, {
        kind: "email",
        value: `${name}@${name}.example`,
        reason: "link",
        source: "unsubscribe",
      });
    }
  }
  const month = day(6).toISOString().slice(0, 7);
  await recordSourceCost(org.manager, { source_id: fair.id, month, kind: "event", amount_minor: 40_000 });
});

describe.each(Object.keys(analyticsViews))("the page %s", (name) => {
  const show = (params = {}) =>
    read(org.manager, "analytics:read", async (tx) => {
      const shown = await analyticsViews[name]?.show(tx, org.manager, params);
      if (!shown) throw new Error(`There is no page ${name}`);
      return shown;
    });

  it("leads from every count to exactly so many rows", async () => {
    const { figures, panels } = (await show()).sheet;
    const cells = [
      ...figures.map(({ value, href, name: said }) => ({ text: value, href, said })),
      ...panels.flatMap(({ title, rows }) =>
        rows.flatMap((row) => row.cells.map((cell) => ({ ...cell, said: title }))),
      ),
    ];
    const numbers = cells.filter((cell) => /^[\d,]+$/.test(cell.text));
    // Whatever counts something has rows to open, on the page as in the answer.
    expect(numbers.filter((cell) => !cell.href).map((cell) => [cell.said, cell.text])).toEqual([]);
    const counts = numbers.filter((cell) => cell.href);
    expect(counts.length).toBeGreaterThan(2);
    for (const { text, href = "", said } of counts) {
      expect([said, href, await rowsBehind(href)]).toEqual([said, href, Number(text.replaceAll(",", ""))]);
    }
  });

  it("says nothing that is no number, in an organization with nothing too, and defines what it counts", async () => {
    const stranger = (await mintOrganization()).manager;
    const empty = await read(
      stranger,
      "analytics:read",
      (tx) => analyticsViews[name]?.show(tx, stranger, {}) ?? Promise.reject(),
    );
    for (const { sheet } of [await show(), empty]) {
      expect(JSON.stringify(sheet)).not.toMatch(/NaN|undefined|Infinity|\[object/);
      expect(Object.keys(sheet.definitions).length).toBeGreaterThan(2);
    }
  });
});

it("tells one's own streak and goals as of today, whatever days the page shows", async () => {
  const lead = await createLead(org.rep2, { last_name: "Doe", phone: "+14155550177" });
  await logContact(org.rep2, { lead_id: lead.id, method: "call", already_happened: true });
  await changeGoals(org.rep2, { calls: 1 });
  const told = async (params: Record<string, string>) =>
    await read(org.rep2, "analytics:read", async (tx) => {
      const shown = await analyticsViews.me?.show(tx, org.rep2, params);
      return shown?.sheet.figures.filter(({ name }) => name === "Today" || name === "Streak");
    });
  const now = await told({});
  expect(now).toMatchObject([
    { value: expect.stringMatching(/^\d+ touch/), base: "goals: 1 of 1 calls" },
    { value: expect.stringMatching(/^[1-9]/), base: "in a row with your goals reached" },
  ]);
  expect(await told({ from_date: "2026-01-01", to_date: "2026-01-07" })).toEqual(now);
});

it("tells months of one's own in weeks, each of which opens as many rows as it says", async () => {
  const from_date = new Date(Date.now() - 400 * 86_400_000).toISOString().slice(0, 10);
  const shown = await read(org.rep1, "analytics:read", async (tx) =>
    analyticsViews.me?.show(tx, org.rep1, { from_date }),
  );
  const weeks = shown?.sheet.panels.find(({ title }) => title === "Your weeks");
  expect(weeks?.rows.length).toBeGreaterThan(55);
  expect(weeks?.rows.length).toBeLessThan(60);
  const counts = weeks?.rows.flatMap(({ cells }) => cells.filter(({ text, href }) => href && text !== "0")) ?? [];
  expect(counts.map(({ text }) => Number(text)).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(4);
  for (const { text, href = "" } of counts) expect([href, await rowsBehind(href)]).toEqual([href, Number(text)]);
});

async function rowsBehind(href: string): Promise<number> {
  const url = new URL(href, "http://crm.test");
  const view = url.pathname.split("/")[2] ?? "";
  const params = Object.fromEntries(url.searchParams);
  if (view === "outreach") {
    const input = outreachRowsInputSchema.parse(params);
    return (await read(org.manager, "analytics:read", (tx) => listOutreachRows(tx, org.manager, input))).total;
  }
  const rows = await read(org.manager, "analytics:read", async (tx) => figureRows[view]?.(tx, org.manager, params));
  // A parameter that the rows do not know would be left out in silence, and the count could still agree.
  expect(Object.keys(rows?.query ?? {}).toSorted()).toEqual(Object.keys(params).toSorted());
  return rows?.total ?? -1;
}
