import { describe, expect, it } from "vitest";
import { inEach, inEachPage, PAGE, untilDone } from "./in-each";

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

  it("of many is done page by page, each once, the rest also when some fail", async () => {
    const all = Array.from({ length: 2 * PAGE + 1 }, (_, nth) => ({ org_id: "o", id: String(nth).padStart(4, "0") }));
    const after = (id: string) => all.filter((one) => id.startsWith("00000000-") || one.id > id).slice(0, PAGE);
    const done: string[] = [];
    const work = async ({ id }: { id: string }) => {
      done.push(id);
      if (id === "0003" || id === "0300") throw new Error(`${id} fails`);
    };
    await expect(inEachPage(async ({ id }) => after(id), work)).rejects.toThrow("0003 fails");
    expect(done).toEqual(all.map((one) => one.id));
  });
});
