import { describe, expect, it } from "vitest";
import type { Lead } from "@/lib/leads/schema";
import {
  idsBetween,
  indexOfLead,
  type LeadPart,
  partsBetween,
  rowCount,
  rowsBetween,
  toPart,
  withFresh,
  withoutFar,
} from "./lead-parts";

// Only the id of a lead matters to pages.
const lead = (id: string) => ({ id }) as Lead;
const part = (after: string | null, ids: string): LeadPart => toPart(after, [...ids].map(lead));
const told = (parts: LeadPart[]) => parts.map(({ leads, size }) => leads?.map((one) => one.id).join("") ?? size);
const list = { parts: [part(null, "abc"), part("c", "def"), part("f", "gh")], next: null };

describe("the rows of a list of pages", () => {
  it("are counted and found across pages", () => {
    expect(rowCount(list.parts)).toBe(8);
    expect(rowsBetween(list.parts, 2, 7).map((row) => row?.id)).toEqual(["c", "d", "e", "f", "g"]);
    expect(partsBetween(list.parts, 2, 4)).toEqual([0, 1]);
    expect(partsBetween(list.parts, 3, 6)).toEqual([1]);
    expect(indexOfLead(list.parts, "g")).toBe(6);
    expect(indexOfLead(list.parts, "x")).toBe(-1);
  });

  it("are null where a page was let go, and still counted", () => {
    const parts: LeadPart[] = [{ ...part(null, "abc"), leads: null }, part("c", "de")];
    expect(rowCount(parts)).toBe(5);
    expect(rowsBetween(parts, 1, 5).map((row) => row?.id ?? null)).toEqual([null, null, "d", "e"]);
    expect(idsBetween(parts, 1, 4)).toEqual(["b", "c", "d"]);
    expect(indexOfLead(parts, "b")).toBe(1);
  });
});

describe("a page read anew", () => {
  it("takes the place of the old one when it ends where the next begins", () => {
    const fresh = withFresh(list, 1, [part("c", "dxf")], "f");
    expect(told(fresh.parts)).toEqual(["abc", "dxf", "gh"]);
    expect(fresh.next).toBeNull();
  });

  it("takes a lead that moved into it out of the page where it stood", () => {
    const fresh = withFresh(list, 0, [part(null, "gab")], "c");
    expect(told(fresh.parts)).toEqual(["gab", "def", "h"]);
  });

  it("lets go of what follows when a row came or went, so that no row is missing between", () => {
    const fresh = withFresh(list, 0, [part(null, "nab")], "b");
    expect(told(fresh.parts)).toEqual(["nab"]);
    expect(fresh.next).toBe("b");
  });

  it("ends the list when nothing is behind it any more", () => {
    const fresh = withFresh(list, 1, [part("c", "d")], null);
    expect(told(fresh.parts)).toEqual(["abc", "d"]);
    expect(fresh.next).toBeNull();
  });

  it("is put behind the last one when it is new", () => {
    const fresh = withFresh({ ...list, next: "h" }, 3, [part("h", "ij")], "j");
    expect(told(fresh.parts)).toEqual(["abc", "def", "gh", "ij"]);
    expect(fresh.next).toBe("j");
  });
});

it("lets go of pages that are far from what is in view, and only of those", () => {
  const parts = Array.from({ length: 60 }, (_, at) => part(String(at), "ab"));
  const kept = withoutFar(parts, [30, 31]).flatMap((one, at) => (one.leads ? [at] : []));
  expect([kept[0], kept.at(-1), kept.length]).toEqual([10, 51, 42]);
  expect(withoutFar(parts.slice(0, 10), [0])).toEqual(parts.slice(0, 10));
});
