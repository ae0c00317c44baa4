import { describe, expect, it } from "vitest";
import { zonesOfPhone } from "@/lib/contact-points/phone-zone-rules";
import { isTimezone } from "@/lib/core/time";
import { type PlaceFacts, placeAtNumber, placeOf } from "./place-rules";

const nothing: PlaceFacts = { leadZone: null, companyZone: null, phone: null, organizationZone: "Europe/Berlin" };

describe("where somebody is", () => {
  const cases: [string, Partial<PlaceFacts>, { zones: string[]; by: string }][] = [
    [
      "the lead's own zone comes first",
      { leadZone: "Asia/Tokyo", companyZone: "Europe/Paris", phone: "+14155550123" },
      { zones: ["Asia/Tokyo"], by: "lead" },
    ],
    [
      "then the company's",
      { companyZone: "Europe/Paris", phone: "+14155550123" },
      { zones: ["Europe/Paris"], by: "company" },
    ],
    ["then the area code's", { phone: "+14155550123" }, { zones: ["America/Los_Angeles"], by: "phone" }],
    [
      "an area code across a border has both sides",
      { phone: "+18505550123" },
      { zones: ["America/Chicago", "America/New_York"], by: "phone" },
    ],
    ["a country of one zone has it", { phone: "+4930123456" }, { zones: ["Europe/Berlin"], by: "phone" }],
    [
      "a number of no country says nothing",
      { phone: "+80012345678" },
      { zones: ["Europe/Berlin"], by: "organization" },
    ],
    ["nothing known: where we are", {}, { zones: ["Europe/Berlin"], by: "organization" }],
    [
      "a zone that is none is passed over",
      { leadZone: "Mars/Olympus", phone: "+4930123456" },
      { zones: ["Europe/Berlin"], by: "phone" },
    ],
    ["an organization of no zone keeps UTC", { organizationZone: "nowhere" }, { zones: ["UTC"], by: "organization" }],
  ];
  it.each(cases)("%s", (_, facts, place) => {
    expect(placeOf({ ...nothing, ...facts })).toEqual(place);
  });

  it("has every zone of a country whose numbers tell no more, and of an area code nobody knows yet", () => {
    const mobile = zonesOfPhone("+61412345678");
    expect(mobile).toContain("Australia/Perth");
    expect(mobile).toContain("Australia/Sydney");
    expect(zonesOfPhone("+19995550123").length).toBeGreaterThan(30);
  });

  it("names only zones that this runtime knows", () => {
    const openings = Array.from({ length: 1000 }, (_, nth) => [
      `+${nth}`,
      `+1${nth}5550123`,
      `+7${nth}1234567`,
      `+55${nth}1234`,
    ]).flat();
    const zones = new Set(openings.flatMap(zonesOfPhone));
    expect(zones.size).toBeGreaterThan(250);
    expect([...zones].filter((zone) => !isTimezone(zone))).toEqual([]);
  });
});

describe("where somebody is when another of their numbers is called", () => {
  const cases: [string, Partial<PlaceFacts>, string, { zones: string[]; by: string }][] = [
    ["at that number", { phone: "+14155550123" }, "+4930123456", { zones: ["Europe/Berlin"], by: "phone" }],
    [
      "at that number, where none told it before",
      { organizationZone: "Asia/Tokyo" },
      "+4930123456",
      { zones: ["Europe/Berlin"], by: "phone" },
    ],
    ["where the lead says", { leadZone: "Asia/Tokyo" }, "+442079460000", { zones: ["Asia/Tokyo"], by: "lead" }],
    [
      "where the first number is, when the other is of no country",
      { phone: "+14155550123" },
      "+80012345678",
      { zones: ["America/Los_Angeles"], by: "phone" },
    ],
  ];
  it.each(cases)("%s", (_, facts, number, place) => {
    expect(placeAtNumber(placeOf({ ...nothing, ...facts }), number)).toEqual(place);
  });
});
