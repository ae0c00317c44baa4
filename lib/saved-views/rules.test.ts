import { describe, expect, it } from "vitest";
import { checkChanger, checkRoom, MOST_VIEWS, mayChange, sharedTeam } from "./rules";
import { saveViewInputSchema } from "./schema";

const rep = { userId: "a", role: "rep" } as const;

describe("a saved view", () => {
  it("is changed by its owner and by admins only", () => {
    expect(mayChange(rep, "a")).toBe(true);
    expect(mayChange({ userId: "b", role: "manager" }, "a")).toBe(false);
    expect(mayChange({ userId: "b", role: "admin" }, "a")).toBe(true);
    expect(() => checkChanger(rep, { id: "b", name: "Bea" })).toThrow(/Bea's/);
  });

  it("is shared with a team only by who is in one", () => {
    expect(sharedTeam("public", "t")).toBeNull();
    expect(sharedTeam("team", "t")).toBe("t");
    expect(() => sharedTeam("team", null)).toThrow(/no team/);
  });

  it("is one of a hundred at most", () => {
    expect(() => checkRoom(MOST_VIEWS - 1)).not.toThrow();
    expect(() => checkRoom(MOST_VIEWS)).toThrow(/Delete one/);
  });

  it.each([
    [{ status: "new,lost", sort: "-score", columns: "name.60.pin,email", layout: "board" }, true],
    [{}, true],
    [{ status: "asleep" }, false],
    [{ sort: "colour" }, false],
    [{ unknown: "1" }, false],
    [{ cursor: "abc" }, false],
    [{ columns: "name;drop" }, false],
  ])("keeps %j only when the list would take it", (query, fits) => {
    expect(saveViewInputSchema.safeParse({ name: "Mine", query }).success).toBe(fits);
  });
});
