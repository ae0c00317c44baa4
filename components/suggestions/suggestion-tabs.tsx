"use client";

import { Tabs } from "@/components/ui/tabs";

const PAGES = [
  { key: "mine", label: "Mine and nobody's", href: "/suggestions" },
  { key: "all", label: "Everybody's", href: "/suggestions?whose=all" },
  { key: "quality", label: "Quality", href: "/suggestions/quality" },
] as const;

export function SuggestionTabs({ current }: { current: (typeof PAGES)[number]["key"] }) {
  const tabs = PAGES.map(({ key, ...page }) => ({ ...page, current: key === current }));
  return <Tabs label="Suggestions" tabs={tabs} />;
}
