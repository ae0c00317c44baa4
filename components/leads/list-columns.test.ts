import { describe, expect, it } from "vitest";
import { columnsText, DEFAULT_COLUMNS, parseColumns, withChange, withColumn, withMove } from "./list-columns";

const ids = (columns: ReturnType<typeof parseColumns>) => columns.map((one) => one.id).join(" ");

describe("the columns of a list", () => {
  it("are those of everybody without a word about them", () => {
    expect(parseColumns(null)).toBe(DEFAULT_COLUMNS);
    expect(parseColumns("nonsense,__proto__,,")).toBe(DEFAULT_COLUMNS);
    expect(columnsText(DEFAULT_COLUMNS)).toBeNull();
  });

  it("are read from an address as they were written into it", () => {
    const text = "name.60.pin,email.pin,company.24,status";
    expect(columnsText(parseColumns(text))).toBe(text);
  });

  it.each([
    ["email,score", "name email score", "the name is always there"],
    ["score,name,score,email", "name score email", "each once, the name first"],
    ["score,company,email.pin", "name email score company", "what is pinned stands before the rest"],
  ])("of %s are %s: %s", (text, expected) => {
    expect(ids(parseColumns(text))).toBe(expected);
  });

  it("are never narrower or wider than can be read, and lie on the grid", () => {
    expect(parseColumns("name.1,company.999,score.27").map((one) => one.width)).toEqual([16, 96, 28]);
  });

  it("come, go and move by a place; the name stays where it is", () => {
    const some = withColumn(parseColumns("name,company,score"), "email", true);
    expect(ids(some)).toBe("name company score email");
    expect(ids(withMove(some, "email", -1))).toBe("name company email score");
    expect(ids(withMove(some, "email", 1))).toBe("name company score email");
    expect(ids(withMove(some, "company", -1))).toBe("name company score email");
    expect(ids(withColumn(withColumn(some, "company", false), "name", false))).toBe("name score email");
  });

  it("pins the name with what is pinned, and lets a pinned column move among the pinned only", () => {
    const some = withChange(parseColumns("name,company,score,email"), "email", { pinned: true });
    expect(columnsText(some)).toBe("name.pin,email.pin,company,score");
    expect(ids(withMove(some, "company", -1))).toBe("name email company score");
    expect(withChange(some, "score", { width: 41 }).at(-1)?.width).toBe(40);
  });
});
