import { describe, expect, it } from "vitest";
import { checkMentions, mayDelete, mentionsIn } from "./rules";

const member = (id: string, name: string) => ({ id, name, sees: true });
const members = [
  member("ann", "Ann Lee"),
  member("annlee", "Ann Leeson"),
  member("jose", "José Ñandú"),
  member("twin1", "Max Muster"),
  member("twin2", "Max Muster"),
  member("dots", "J. R. (Bob) Dobbs"),
];

describe("a text names", () => {
  it.each([
    ["@Ann Lee please look", ["ann"]],
    ["ask @ann lee, then call", ["ann"]],
    ["@Ann Leeson knows", ["annlee"]],
    ["@Ann Lee and @Ann Leeson", ["ann", "annlee"]],
    ["(@Ann Lee)", ["ann"]],
    ["@Ann\n Lee", ["ann"]],
    ["thanks @José Ñandú!", ["jose"]],
    ["thanks @Jose\u0301 N\u0303andu\u0301!", ["jose"]],
    ["@Max Muster has it", ["twin1", "twin2"]],
    ["cc @J. R. (Bob) Dobbs.", ["dots"]],
    ["@Ann Lee @Ann Lee", ["ann"]],
    ["her address is x@Ann Lee", []],
    ["Ann Lee without a sign", []],
    ["@Ann", []],
    ["@Ann Leeds is somebody else", []],
    ["@ Ann Lee", []],
    ["", []],
  ])("%j: %j", (body, expected) => {
    expect(mentionsIn(body, members).map((one) => one.id)).toEqual(expected);
  });

  it("nobody, in a long text of signs, without taking long to say so", () => {
    expect(mentionsIn("@".repeat(20_000), members)).toEqual([]);
  });
});

it("refuses to name who would not be told, by their names", () => {
  expect(() => checkMentions(members)).not.toThrow();
  expect(() => checkMentions([{ id: "x", name: "Bea", sees: false }, ...members])).toThrow(
    /Bea does not see this lead/,
  );
});

it.each([
  ["author", "rep", true],
  ["other", "rep", false],
  ["other", "manager", true],
  ["other", "admin", true],
] as const)("a note of the author may be deleted by %s who is %s: %s", (userId, role, expected) => {
  expect(mayDelete({ userId, role }, "author")).toBe(expected);
});
