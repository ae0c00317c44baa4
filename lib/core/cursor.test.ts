import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor, type PlaceKind } from "./cursor";

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
    expect(decodeCursor(encodeCursor([value, id]), kind)).toEqual([String(value), id]);
  });

  it("that is not there is the beginning", () => {
    expect(decodeCursor(undefined, "time")).toBeNull();
    expect(decodeCursor("", "time")).toBeNull();
  });

  it.each<[string, PlaceKind, string]>([
    ["no base64", "time", "!!!"],
    ["no JSON", "text", Buffer.from("x").toString("base64url")],
    ["no list", "text", pack({ a: 1 })],
    ["one part", "text", pack([id])],
    ["three parts", "text", pack(["a", id, "b"])],
    ["an id that is none", "text", pack(["a", "1; drop table leads"])],
    ["a time that is a word", "time", pack(["yesterday", id])],
    ["a day that is not in the calendar", "time", pack(["2026-02-30 00:00:00+00", id])],
    ["an hour that is not on the clock", "time", pack(["2026-02-03 24:00:00+00", id])],
    ["a year nobody reads", "time", pack(["99999-02-03 00:00:00+00", id])],
    ["a number beyond all numbers", "integer", pack(["99999999999", id])],
    ["a number that is a text", "integer", pack(["1e3", id])],
    ["a NUL", "text", pack(["a\u0000", id])],
  ])("with %s is refused by its name", (_, kind, cursor) => {
    expect(() => decodeCursor(cursor, kind)).toThrow(
      expect.objectContaining({ code: "INVALID", errors: [expect.objectContaining({ path: "cursor" })] }),
    );
  });
});
