import { describe, expect, it } from "vitest";
import { readWayBack, sheetWithBack, wayBack } from "./way-back";

const otherwise = { label: "Outreach", href: "/analytics/outreach?x=1" };
const backOf = (back: string) => readWayBack({ back }, otherwise).from;

describe("the way back from rows", () => {
  it("is the page that the figure stood on, with its days and filters, not what the figure asked beside them", () => {
    const page = { from_date: "2026-01-01", to_date: "2026-03-31", method: "email", minimum: "25" };
    const link = "/analytics/outreach/rows?from_date=2026-01-01&to_date=2026-01-31&figure=attempts";
    const sheet = sheetWithBack(
      {
        note: "",
        definitions: {},
        figures: [{ name: "Touches", value: "3", href: link }],
        panels: [
          {
            title: "Reps",
            columns: [],
            fileName: "x",
            empty: "",
            rows: [
              {
                key: "a",
                cells: [
                  { text: "Mine", href: "/leads?owner=x" },
                  { text: "3", href: link },
                ],
              },
            ],
          },
        ],
      },
      wayBack("reps", page),
    );
    const [own, given] = sheet.panels[0]?.rows[0]?.cells ?? [];
    expect(own?.href).toBe("/leads?owner=x");
    expect(given?.href).toBe(sheet.figures[0]?.href);
    const query = Object.fromEntries(new URL(given?.href ?? "", "http://crm.test").searchParams);
    const { from, kept } = readWayBack(query, otherwise);
    expect(from).toEqual({
      label: "Reps",
      href: "/analytics/reps?from_date=2026-01-01&to_date=2026-03-31&method=email&minimum=25",
    });
    // The next page of the rows knows it too.
    expect(readWayBack({ figure: "attempts", ...kept }, otherwise).from).toEqual(from);
  });

  it.each([
    ["", "/analytics/outreach?x=1"],
    ["//evil.example/", "/analytics/outreach?x=1"],
    ["constructor?x=1", "/analytics/outreach?x=1"],
    ["../leads", "/analytics/outreach?x=1"],
    ["funnel", "/analytics/funnel"],
    ["outreach?user_id=%26a%3Db&?q=/", "/analytics/outreach?user_id=%26a%3Db&%3Fq=%2F"],
  ])("of %j is %s", (back, href) => {
    expect(backOf(back).href).toBe(href);
  });
});
