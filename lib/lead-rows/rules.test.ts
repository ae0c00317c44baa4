import { describe, expect, it } from "vitest";
import { fromIso } from "@/lib/core/time";
import { dateOrderOf, parseDate } from "./date-rules";
import { writtenDeals } from "./deal-rules";
import { proposeEmpty, proposeMapping } from "./header-rules";
import spellings from "./header-spellings.cases.json" with { type: "json" };
import { readDraft } from "./rules";
import type { Mapping, RowPlan } from "./schema";
import { nameParts, yesOrNo } from "./value-rules";

describe("the headings of other systems", () => {
  it(`are known at least 95 times of 100, of ${spellings.length}`, () => {
    const wrong = spellings.filter(({ header, field }) => proposeMapping([header], [])[header] !== field);
    expect(wrong.length, JSON.stringify(wrong)).toBeLessThanOrEqual(spellings.length * 0.05);
    expect(spellings.length).toBeGreaterThanOrEqual(60);
  });

  it("give one field to one column, the better name first, and several addresses to one lead", () => {
    expect(
      proposeMapping(["Prospect ID", "Lead Number", "Email", "E-mail 2 Address", "Name", "Full Name"], []),
    ).toEqual({
      "Prospect ID": "metadata",
      "Lead Number": "external_id",
      Email: "email",
      "E-mail 2 Address": "email",
      Name: "metadata",
      "Full Name": "full_name",
    });
  });

  it("of a deal are taken where what stands below them is money, a day or a chance", () => {
    const header = ["Value", "Currency", "Close Date", "Probability", "Amount"];
    expect(Object.values(proposeMapping(header, [["high", "yes please", "soon", "good", "1,200.00"]]))).toEqual([
      ...["metadata", "metadata", "metadata", "metadata", "estimated_value"],
    ]);
    expect(Object.values(proposeMapping(header, [["$ 12", "USD", "2027-01-31", "40 %", "12.00 €"]]))).toEqual([
      ...["metadata", "currency", "expected_close_date", "probability", "estimated_value"],
    ]);
  });

  it("that say nothing are known by what stands below them", () => {
    const sample = [
      ["a@b.org", "x"],
      ["", "c@d.org"],
      ["e@f.org", "y"],
    ];
    expect(proposeMapping(["Column 1", "Column 2"], sample)).toEqual({ "Column 1": "email", "Column 2": "metadata" });
  });
});

it("values that mean nothing are found when several columns have them", () => {
  const sample = [
    ["Select", "Ann", "Select"],
    ["x", "none", "y"],
  ];
  expect(proposeEmpty(["a", "b", "c"], sample)).toEqual(["Select"]);
});

describe("dates", () => {
  it.each<[string[], string, string]>([
    [["2024-03-04", "2024-12-31"], "US", "ymd"],
    [["03/04/2024", "12/31/2024"], "DE", "mdy"],
    [["03/04/2024", "31/12/2024"], "US", "dmy"],
    [["03/04/2024"], "US", "mdy"],
    [["03/04/2024"], "GB", "dmy"],
    [["3.4.2024"], "US", "dmy"],
    [["2024-31-12", "2024-01-02"], "US", "ydm"],
    [["4 Mar 2024", "31 Dec 2024"], "US", "dMy"],
    [["20240304"], "US", "ymd"],
  ])("%j in %s are written %s", (values, region, order) => expect(dateOrderOf(values, region)).toBe(order));

  it.each<[string, Parameters<typeof parseDate>[1], string | null]>([
    ["2024-02-29", "ymd", "2024-02-29T12:00:00.000Z"],
    ["2023-02-29", "ymd", null],
    ["31/12/2024 14:05", "dmy", "2024-12-31T14:05:00.000Z"],
    ["12/31/24 2:05 PM", "mdy", "2024-12-31T14:05:00.000Z"],
    ["2024-12-31T14:05:06+02:00", "ymd", "2024-12-31T12:05:06.000Z"],
    ["Mar 4, 2024", "dMy", "2024-03-04T12:00:00.000Z"],
    ["Tuesday, March 5th, 2024", "dMy", "2024-03-05T12:00:00.000Z"],
    ["4. Okt. 2024", "dMy", "2024-10-04T12:00:00.000Z"],
    ["31/12/2024", "mdy", null],
    ["0000-00-00", "ymd", null],
    ["yesterday", "ymd", null],
  ])("%s as %s is %s", (text, order, iso) => expect(parseDate(text, order)).toBe(iso));
});

it.each([
  ["Yes", true],
  ["x", true],
  ["FALSE", false],
  ["", false],
  ["maybe", null],
])("%j means %s", (word, answer) => {
  expect(yesOrNo(word)).toBe(answer);
});

it("names are taken apart", () => {
  expect(nameParts("Jane van der Berg")).toEqual({ first: "Jane", last: "van der Berg" });
  expect(nameParts("Doe, Jane")).toEqual({ first: "Jane", last: "Doe" });
});

const now = fromIso("2026-01-01T00:00:00Z");
const planOf = (mapping: Mapping, empty: string[] = []): RowPlan => ({
  header: Object.keys(mapping),
  mapping,
  empty: new Set(empty),
  dateOrders: { Since: "dmy", Close: "dmy" },
  decimalMarks: { Worth: "," },
  fractions: new Set(["Chance"]),
  region: "US",
  currency: "EUR",
});
const read = (mapping: Mapping, cells: string[], empty: string[] = []) =>
  readDraft({ number: 1, line: 2, cells, problem: null }, planOf(mapping, empty), now);

describe("a row", () => {
  it("becomes a lead in normal forms, with what has no field kept by its name", () => {
    const mapping: Mapping = {
      Name: "full_name",
      Mail: "email",
      More: "email",
      Tel: "phone",
      Web: "company_domain",
      Since: "last_contacted_at",
      How: "last_contact_method",
      Tags: "tags",
      Out: "do_not_email",
      utm: "utm_source",
      Plan: "metadata",
      Size: "ignore",
    };
    const cells = [
      "Jane Doe",
      "Jane.Doe+x@GMAIL.com",
      "jd@work.example",
      "(415) 555-0101",
      "https://www.work.example/team",
      "3.4.2025",
      "Phone call",
      "a, b",
      "yes",
      "ads",
      "Gold",
      "9",
    ];
    expect(read(mapping, cells).draft).toMatchObject({
      first_name: "Jane",
      last_name: "Doe",
      points: [
        { kind: "email", norm: "janedoe@gmail.com" },
        { kind: "email", norm: "jd@work.example" },
        { kind: "phone", norm: "+14155550101" },
      ],
      company: { name: null, domain: "work.example" },
      touch: { at: "2025-04-03T12:00:00.000Z", channel: "call" },
      tags: ["a", "b"],
      blocked: ["email"],
      source_metadata: { utm_source: "ads" },
      metadata: { Plan: "Gold" },
    });
  });

  it("without a name or an address is called by its number in the other system", () => {
    expect(read({ Number: "external_id" }, ["660737"]).draft).toMatchObject({
      last_name: "Lead 660737",
      external_id: "660737",
    });
  });

  it("says what its deal is worth, when it may close and how likely", () => {
    const mapping: Mapping = {
      Mail: "email",
      Code: "currency",
      Worth: "estimated_value",
      Close: "expected_close_date",
      Chance: "probability",
    };
    expect(read(mapping, ["a@b.org", "usd", "12.500,50", "3.4.2027 23:30 -08:00", "0.4"]).draft).toMatchObject({
      value: { minor: 1_250_050, currency: "USD", said: true },
      expected_close_date: "2027-04-03",
      probability_override: 0.4,
    });
    // Every row of an export names the currency, also where there is nothing to count.
    expect(read(mapping, ["a@b.org", "usd", "", "", "1"]).draft).toMatchObject({
      value: null,
      probability_override: 1,
    });
    expect(read({ Mail: "email", Percent: "probability" }, ["a@b.org", "1 %"]).draft?.probability_override).toBe(0.01);
  });

  it.each([
    ["Jan 31, 2027", "2027-01-31"],
    ["2027-01-31", "2027-01-31"],
    ["31 Jan 2027 23:30", "2027-01-31"],
    ["1/2/2027", "2027-02-01"],
  ])("in a column of days first, %s can be read one way only", (cell, day) => {
    expect(read({ Mail: "email", Close: "expected_close_date" }, ["a@b.org", cell]).draft?.expected_close_date).toBe(
      day,
    );
  });

  it("knows from the first rows how amounts and chances are written", () => {
    const mapping: Mapping = { Worth: "estimated_value", Chance: "probability", Percent: "probability" };
    const sample = [{ cells: ["12.500", "0.2", "0.5"] }, { cells: ["900,5", "1", "40"] }, { cells: [""] }];
    expect(writtenDeals(Object.keys(mapping), mapping, sample)).toEqual({
      decimalMarks: { Worth: "," },
      fractions: new Set(["Chance"]),
    });
  });

  it("leaves out values that mean nothing", () => {
    expect(read({ Name: "full_name", City: "metadata" }, ["Ann", "Select"], ["select"]).draft?.metadata).toEqual({});
  });

  it.each<[Mapping, string[], string | null, string]>([
    [{ Mail: "email" }, ["jane@"], "Mail", "mail domain"],
    [{ Tel: "phone" }, ["12"], "Tel", "not a phone number"],
    [{ In: "linkedin" }, ["linkedin.com/company/x"], "In", ""],
    [{ Name: "full_name", Out: "do_not_call" }, ["Ann", "maybe"], "Out", "neither yes nor no"],
    [{ Name: "full_name", Since: "last_contacted_at" }, ["Ann", "31.2.2025"], "Since", "not a date"],
    [{ Name: "full_name", Since: "last_contacted_at" }, ["Ann", "1.2.2027"], "Since", "future"],
    [{ Name: "full_name", Worth: "estimated_value" }, ["Ann", "a lot"], "Worth", "no amount"],
    [{ Name: "full_name", Worth: "estimated_value", Code: "currency" }, ["Ann", "5", "Taler"], "Code", "ISO 4217"],
    [{ Name: "full_name", Close: "expected_close_date" }, ["Ann", "31.2.2027"], "Close", "not a date"],
    [{ Name: "full_name", Percent: "probability" }, ["Ann", "140"], "Percent", "no probability"],
    [{ Name: "full_name", Percent: "probability" }, ["Ann", "likely"], "Percent", "no probability"],
    [{ City: "metadata" }, ["Rome"], null, "who it is"],
    [{ Name: "full_name", Text: "metadata" }, ["Ann", "x".repeat(1_000_000)], "Text", "16 KB"],
    [{ Name: "first_name" }, ["x".repeat(300)], "Name", "more than 200 characters"],
    [{ Name: "full_name", Zone: "timezone" }, ["Ann", "(GMT+5:30)"], "Zone", "not a time zone"],
  ])("%j with %j comes back", (mapping, cells, column, reason) => {
    const { problems } = read(
      mapping,
      cells.map((cell) => cell),
    );
    expect(problems?.[0]).toMatchObject({ column, reason: expect.stringContaining(reason) });
    expect(problems?.[0]?.suggestion).not.toBe("");
  });

  it("with a day that cannot be read says that, and not also that there is none", () => {
    const mapping: Mapping = { Mail: "email", Since: "last_contacted_at", Text: "touch_text" };
    expect(read(mapping, ["a@b.org", "soon", "Spoke"]).problems?.map((one) => one.column)).toEqual(["Since"]);
    expect(read(mapping, ["a@b.org", "", "Spoke"]).problems).toMatchObject([
      { reason: expect.stringContaining("when") },
    ]);
  });

  it("says everything that is wrong with it at once", () => {
    expect(read({ Mail: "email", Tel: "phone" }, ["x", "y"]).problems?.map((one) => one.column)).toEqual([
      "Mail",
      "Tel",
    ]);
  });
});
