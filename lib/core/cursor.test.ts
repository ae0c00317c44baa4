import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor, type PlaceKind } from "./cursor";

const list = "contacts";
const id = "0198b2f0-0000-7000-8000-000000000001";
const pack = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a cursor", () => {
  it.each<[PlaceKind, string | number]>([
    ["time", "2026-03-02 09:00:00.123456+00"],
    ["time", "2024-02-29 23:59:59+05:30"],
    ["time", "-infinity"],
    ["integer", -1],
    ["integer", 100],
    ["text", ""],
    ["text", "o'hara, 日本"],
  ])("for a place by %s gives back what was put in: %s", (kind, value) => {
    expect(decodeCursor(list, encodeCursor(list, [value, id]), kind)).toEqual([String(value), id]);
  });

  it("that is not there is the beginning", () => {
    expect(decodeCursor(list, undefined, "time")).toBeNull();
    expect(decodeCursor(list, "", "time")).toBeNull();
  });

  it.each<[string, PlaceKind, string]>([
    ["no base64", "time", "!!!"],
    ["no JSON", "text", Buffer.from("x").toString("base64url")],
    ["no list", "text", pack({ a: 1 })],
    ["two parts", "text", pack([list, id])],
    ["four parts", "text", pack([list, "a", id, "b"])],
    ["an id that is none", "text", pack([list, "a", "1; drop table leads"])],
    ["a time that is a word", "time", pack([list, "yesterday", id])],
    ["a day that is not in the calendar", "time", pack([list, "2026-02-30 00:00:00+00", id])],
    ["an hour that is not on the clock", "time", pack([list, "2026-02-03 24:00:00+00", id])],
    ["a year nobody reads", "time", pack([list, "99999-02-03 00:00:00+00", id])],
    ["a number beyond all numbers", "integer", pack([list, "99999999999", id])],
    ["a number that is a text", "integer", pack([list, "1e3", id])],
    ["a NUL", "text", pack([list, "a\u0000", id])],
  ])("with %s is refused by its name", (_, kind, cursor) => {
    expect(() => decodeCursor(list, cursor, kind)).toThrow(
      expect.objectContaining({ code: "INVALID", errors: [expect.objectContaining({ path: "cursor" })] }),
    );
  });

  it("of another list, or of the same in another order, is refused by its name", () => {
    for (const origin of ["notes", "contacts -at", ""]) {
      expect(() => decodeCursor(list, encodeCursor(origin, ["2026-03-02 09:00:00+00", id]), "time")).toThrow(
        expect.objectContaining({
          code: "INVALID",
          errors: [{ path: "cursor", message: expect.stringContaining("another list") }],
        }),
      );
    }
  });
});
