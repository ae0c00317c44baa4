import { describe, expect, it } from "vitest";
import type { Lead, LeadPage } from "@/lib/leads/schema";
import { rowsBetween } from "./lead-parts";
import type { Answer, Failure } from "./lead-requests";
import { openLeadStore } from "./lead-store";

// Only the id of a lead matters to the store.
const lead = (id: string) => ({ id }) as Lead;
const page = (ids: string, next: string | null, total = 9): LeadPage => ({
  data: [...ids].map(lead),
  next_cursor: next,
  total,
});

/** Answers from a table of pages by query and place, and tells what was asked. */
function server(pages: Record<string, LeadPage | Failure>) {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const store = openLeadStore(
    async (query, after, signal) => {
      const name = `${query}|${after ?? ""}`;
      asked.push(name);
      await new Promise<void>((resolve) => waiting.push(resolve));
      if (signal?.aborted) asked.push(`${name} in vain`);
      const found = pages[name];
      const answer: Answer<LeadPage> =
        found === undefined || typeof found === "string" ? { failure: found ?? "failed" } : { value: found };
      return answer;
    },
    async (ids) => ({ value: Object.fromEntries(ids.map((id) => [id, {}])) }),
  );
  const answer = async () => {
    for (const resolve of waiting.splice(0)) resolve();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  const shown = (query: string) => rowsBetween(store.read(query)?.parts ?? [], 0, 99).map((row) => row?.id);
  return { store, asked, answer, shown, pages };
}

const drawn = (asOf: string, ids = "ab", next: string | null = "b") => ({
  query: "q=x",
  page: page(ids, next),
  verdicts: {},
  asOf,
});

describe("the lists of a tab", () => {
  it("begin with what the server drew, and take each drawing once", () => {
    const { store, shown } = server({});
    store.put(drawn("2026-11-21T08:00:00.000Z"));
    expect(shown("q=x").join("")).toBe("ab");
    store.put(drawn("2026-11-21T07:00:00.000Z", "old"));
    expect(shown("q=x").join("")).toBe("ab");
    store.put(drawn("2026-11-21T09:00:00.000Z", "nab"));
    expect(shown("q=x").join("")).toBe("nab");
  });

  it("grow by a page and its verdicts, and ask for each page once", async () => {
    const { store, asked, answer, shown } = server({ "q=x|b": page("cd", null) });
    store.put(drawn("2026-11-21T08:00:00.000Z"));
    void store.more("q=x");
    void store.more("q=x");
    expect(store.read("q=x")?.more).toBe("busy");
    await answer();
    expect(shown("q=x").join("")).toBe("abcd");
    expect(asked).toEqual(["q=x|b"]);
    expect(Object.keys(store.read("q=x")?.verdicts ?? {})).toEqual(["c", "d"]);
    void store.more("q=x");
    expect(asked).toHaveLength(1);
  });

  it("say when more could not be loaded, and try again", async () => {
    const { store, answer, shown, pages } = server({ "q=x|b": "signed-out" });
    store.put(drawn("2026-11-21T08:00:00.000Z"));
    void store.more("q=x");
    await answer();
    expect(store.read("q=x")?.more).toBe("signed-out");
    pages["q=x|b"] = page("c", null);
    void store.more("q=x");
    await answer();
    expect(shown("q=x").join("")).toBe("abc");
    expect(store.read("q=x")?.more).toBe("idle");
  });

  it("show the answer to the last question, whichever comes first", async () => {
    const { store, asked, answer, shown } = server({ "q=i|": page("abc", null), "q=in|": page("a", null) });
    void store.show("q=i");
    void store.show("q=in");
    await answer();
    expect(asked).toContain("q=i| in vain");
    expect(store.read("q=i")).toBeUndefined();
    expect(shown("q=in").join("")).toBe("a");
  });

  it("keep a failure for the list that failed until it is asked for again", async () => {
    const { store, answer, pages } = server({ "q=i|": "failed" });
    void store.show("q=i");
    await answer();
    expect(store.failure("q=i")).toBe("failed");
    pages["q=i|"] = page("a", null);
    void store.show("q=i");
    expect(store.failure("q=i")).toBeUndefined();
    await answer();
    expect(store.read("q=i")?.count.total).toBe(9);
  });

  it("read the rows in view anew, and go on from where they end now", async () => {
    const { store, answer, shown, pages } = server({ "q=x|b": page("cd", "d"), "q=x|": page("na", "a", 10) });
    store.put(drawn("2026-11-21T08:00:00.000Z"));
    void store.more("q=x");
    await answer();
    void store.refresh("q=x", 0, 2);
    await answer();
    expect(shown("q=x").join("")).toBe("na");
    expect(store.read("q=x")?.count.total).toBe(10);
    pages["q=x|a"] = page("bc", "c");
    void store.more("q=x");
    await answer();
    expect(shown("q=x").join("")).toBe("nabc");
  });
});
