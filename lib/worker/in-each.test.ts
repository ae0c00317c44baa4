import { describe, expect, it } from "vitest";
import { inEach, untilDone } from "./in-each";

const organizations = ["a", "b", "c"].map((org_id) => ({ org_id }));

describe("work of every organization", () => {
  it("goes on in the others when one fails, and tells of it afterwards", async () => {
    const done: string[] = [];
    const work = async ({ org_id }: { org_id: string }) => {
      if (org_id === "b") throw new Error("b fails");
      done.push(org_id);
    };
    await expect(inEach(organizations, work)).rejects.toThrow("b fails");
    expect(done).toEqual(["a", "c"]);
  });

  it("takes turns until nothing is left", async () => {
    let left = 5;
    await untilDone(async () => ({ more: --left > 0 }));
    expect(left).toBe(0);
  });

  it("ends after the turn in which the worker is told to, however much is left", async () => {
    const life = new AbortController();
    const turns: string[] = [];
    const endless = (org_id: string) => async () => {
      turns.push(org_id);
      if (turns.length === 3) life.abort();
      return { more: true };
    };
    await inEach(organizations, ({ org_id }) => untilDone(endless(org_id), life.signal), life.signal);
    expect(turns).toEqual(["a", "a", "a"]);
  });
});
