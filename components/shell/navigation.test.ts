import { expect, it } from "vitest";
import { type NavSection, shownCount, withWaiting } from "./navigation";

const sections: NavSection[] = [
  {
    label: "Work",
    showLabel: false,
    items: [
      { label: "Today", href: "/", icon: "today" },
      { label: "Inbox", href: "/inbox", icon: "inbox" },
      { label: "Leads", href: "/leads", icon: "leads" },
    ],
  },
];

it("puts what waits beside its place, and nothing where nothing waits", () => {
  const counts = (today: number, inbox: number) =>
    withWaiting(sections, { today, inbox }).flatMap(({ items }) => items.map((item) => item.count?.n));
  expect(counts(17, 5)).toEqual([17, 5, undefined]);
  expect(counts(0, 1)).toEqual([undefined, 1, undefined]);
});

it.each([
  [1, "1"],
  [99, "99"],
  [100, "99+"],
])("shows %i as %s", (n, shown) => expect(shownCount(n)).toBe(shown));
