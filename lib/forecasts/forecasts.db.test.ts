import { beforeAll, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { convertLead } from "@/lib/clients/convert-lead";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { getForecast } from "./queries";
import { listForecastRows } from "./row-queries";
import { forecastRowsInputSchema } from "./schema";

await testDatabase();
let org: MintedOrganization;
let ctx: Context;

// Four qualified leads stand when each month from May to October begins; one of them is won in it, and one more is lost at its end.
beforeAll(async () => {
  org = await mintOrganization({ calm: true });
  ctx = at(org.manager, "2026-11-20T12:00:00Z");
  for (let month = 5; month <= 10; month++) {
    const on = (day: number, from = month) =>
      `2026-${String(from).padStart(2, "0")}-${String(day).padStart(2, "0")}T12:00:00Z`;
    for (let nth = 0; nth < 4; nth++) {
      const { id } = await createLead(at(org.rep1, on(10, month - 1)), {
        last_name: "Doe",
        estimated_value_minor: 1000,
        currency: "USD",
      });
      for (const [day, status] of [
        [11, "contacted"],
        [12, "qualified"],
      ] as const)
        await updateLead(at(org.rep1, on(day, month - 1)), { lead_id: id, status });
      if (nth === 0)
        await convertLead(at(org.rep1, on(15)), { lead_id: id, name: "Doe Ltd", value_minor: 1200, currency: "USD" });
      else await updateLead(at(org.rep1, on(20)), { lead_id: id, status: "lost" });
    }
  }
  const open = async (value: number | null, more: object = {}) => {
    const { id } = await createLead(at(org.rep1, "2026-11-02T12:00:00Z"), {
      last_name: "Open",
      estimated_value_minor: value,
      ...more,
    });
    for (const status of ["contacted", "qualified"])
      await updateLead(at(org.rep1, "2026-11-03T12:00:00Z"), { lead_id: id, status });
  };
  await open(8000);
  await open(4000, { probability_override: 0.9 });
  await open(null);
  await open(500, { currency: "CHF" });
});

const forecast = () => read(ctx, "analytics:read", (tx) => getForecast(tx, ctx, { months: 6 }));

describe("the forecast", () => {
  it("is value times the share that was won, and what somebody said by hand", async () => {
    const { pipeline, pipeline_minor, expected_minor, without_value, without_rate } = await forecast();
    expect(pipeline[1]).toMatchObject({
      status: "qualified",
      leads: 4,
      with_value: 2,
      value_minor: 12_000,
      win_rate: 1 / 4,
      base: 24,
    });
    expect([pipeline_minor, expected_minor, without_value, without_rate]).toEqual([
      12_000,
      8000 / 4 + 4000 * 0.9,
      1,
      1,
    ]);
  });

  it("says what the method would have said in past months, and how wrong it was", async () => {
    const { past, mean_error_rate } = await forecast();
    expect(past.map((one) => one.month)).toEqual(["2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"]);
    // The first month has nothing behind it; later ones expect a quarter of what stood there: one at what it was sold for, three as estimated.
    expect(past.map((one) => [one.expected_minor, one.actual_minor])).toEqual([
      [0, 1200],
      ...Array.from({ length: 5 }, () => [1050, 1200]),
    ]);
    expect(past[1]).toMatchObject({ error_minor: -150, error_rate: -150 / 1200 });
    expect(mean_error_rate).toBeCloseTo((1200 + 5 * 150) / 7200, 9);
  });

  it("has as many rows behind each figure as the figure says", async () => {
    const { pipeline, without_value, without_rate } = await forecast();
    const rows = async (more: object) =>
      (await read(ctx, "analytics:read", (tx) => listForecastRows(tx, ctx, forecastRowsInputSchema.parse(more)))).total;
    for (const { status, leads, with_value } of pipeline) {
      expect([await rows({ status }), await rows({ status, figure: "with_value" })]).toEqual([leads, with_value]);
    }
    expect([await rows({ figure: "without_value" }), await rows({ figure: "without_rate" })]).toEqual([
      without_value,
      without_rate,
    ]);
  });
});
