import { expect, test } from "vitest";
import { calledFirst, firstRow, fitting, NOTHING, placesFor, stillFitting } from "./palette-rows";

const ana = { id: "1", name: "Ana Souza", company: "Wharf Nine" };
const marcus = { id: "2", name: "Marcus Obi", company: null };
const found = {
  leads: [ana, marcus],
  companies: [{ id: "3", name: "Wharf Nine", domain: "wharf.example" }],
  views: [{ id: "4", name: "Ana's leads", href: "/leads?view=4" }],
  said: [{ id: "5", lead: "Marcus Obi", text: "the analyst decides", href: "/leads/2?call=5" }],
};
const places = [{ href: "/analytics", label: "Analytics", icon: "analytics" as const }];
const actions = [{ id: "new-lead", label: "New lead" }];

test("begins on the person who was found, and not on the place that stood there before the answer came", () => {
  expect(firstRow({ found: NOTHING, places, actions })).toBe("go-/analytics");
  expect(firstRow({ found, places, actions })).toBe("lead-1");
  expect(firstRow({ found: { ...found, leads: [] }, places, actions })).toBe("company-3");
  expect(firstRow({ found: { ...NOTHING, views: found.views }, places, actions })).toBe("view-4");
  expect(firstRow({ found: NOTHING, places: [], actions })).toBe("do-new-lead");
  expect(firstRow({ found: { ...NOTHING, said: found.said }, places, actions })).toBe("go-/analytics");
  expect(firstRow({ found: { ...NOTHING, said: found.said }, places: [], actions: [] })).toBe("said-5");
  expect(firstRow({ found: NOTHING, places: [], actions: [] })).toBe("");
});

test("keeps of an older answer only what fits the letters that stand there now", () => {
  expect(stillFitting(found, "wharf ana").leads).toEqual([ana]);
  expect(stillFitting(found, "marc")).toEqual({ leads: [marcus], companies: [], views: [], said: [] });
  expect(stillFitting(found, "ana").views).toEqual(found.views);
  expect(stillFitting(found, "decides").said).toEqual(found.said);
  expect(stillFitting(found, "zz")).toEqual(NOTHING);
});

test("finds places and actions by any of their words", () => {
  expect(fitting(actions, "lead NEW")).toEqual(actions);
  expect(fitting(actions, "old")).toEqual([]);
});

test("finds the pages of the settings for whoever types, and lists the places alone otherwise", () => {
  expect(placesFor(places, "mailb").map((one) => one.href)).toEqual(["/settings/mailboxes"]);
  expect(placesFor(places, " ")).toEqual(places);
});

test("who is called so stands above whose title or company says it", () => {
  const names = ["Peter Novak", "Felix Baumann", "Ánnika Schröder", "Hannah Lind", "Jo-Ann Lee"].map((name) => ({
    name,
  }));
  expect(calledFirst(names, "ann", 4).map(({ name }) => name)).toEqual([
    "Ánnika Schröder",
    "Jo-Ann Lee",
    "Felix Baumann",
    "Hannah Lind",
  ]);
  expect(calledFirst(names, "lee jo", 1)).toEqual([{ name: "Jo-Ann Lee" }]);
  expect(calledFirst(names, "", 2)).toEqual(names.slice(0, 2));
});
