import { describe, expect, it } from "vitest";
import {
  chooseAll,
  countChosen,
  isChosen,
  NONE_CHOSEN,
  openSelectionStore,
  selectionKey,
  toChosenLeads,
  withLeads,
} from "./lead-selection";

describe("a selection of leads", () => {
  it("names the leads that were chosen one by one", () => {
    const some = withLeads(withLeads(NONE_CHOSEN, ["a", "b", "c"], true), ["b"], false);
    expect(toChosenLeads(some)).toEqual({ ids: ["a", "c"] });
    expect([isChosen(some, "a"), isChosen(some, "b")]).toEqual([true, false]);
    expect(countChosen(some, { total_at_least: 1000 })).toEqual({ total: 2 });
  });

  it("of everything that the filters find holds also leads that were never loaded, but not those taken out", () => {
    const key = selectionKey({ status: ["new", "lost"], q: "moss & co", sort: "name", cursor: "x" });
    const most = withLeads(withLeads(chooseAll(key), ["a", "b"], false), ["b"], true);
    expect(toChosenLeads(most)).toEqual({ filter: { q: "moss & co", status: "new,lost" }, except: ["a"] });
    expect([isChosen(most, "never loaded"), isChosen(most, "a"), isChosen(most, "b")]).toEqual([true, false, true]);
    expect(countChosen(most, { total: 318 })).toEqual({ total: 317 });
    expect(countChosen(most, { total_at_least: 1000 })).toEqual({ total_at_least: 999 });
  });

  it("stays with another order of the same leads and not with other filters", () => {
    const store = openSelectionStore();
    store.put(selectionKey({ owner: "me", sort: "name" }), withLeads(NONE_CHOSEN, ["a"], true), "a");
    expect(store.anchor(selectionKey({ owner: "me", sort: "-score" }))).toBe("a");
    expect(isChosen(store.read(selectionKey({ owner: "me", sort: "-score" })), "a")).toBe(true);
    expect(store.read(selectionKey({ owner: "none" }))).toBe(NONE_CHOSEN);
  });
});
