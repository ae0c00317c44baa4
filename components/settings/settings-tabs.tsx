"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { SETTINGS_PAGES } from "@/components/shell/settings-pages";
import { Tabs } from "@/components/ui/tabs";

/** On a narrow screen the row is longer than the screen: where one is stays in view. */
export function SettingsTabs() {
  const path = usePathname();
  const isOf = (href: string) => href === path || path.startsWith(`${href}/`);
  const row = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another current tab
  useEffect(() => {
    row.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [path]);
  return (
    <div ref={row} className="tight-tabs">
      <Tabs label="Settings" tabs={SETTINGS_PAGES.map((page) => ({ ...page, current: isOf(page.href) }))} />
    </div>
  );
}
