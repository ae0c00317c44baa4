"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { Tabs } from "@/components/ui/tabs";

const PAGES = [
  { label: "Members", href: "/settings/members" },
  { label: "Guard", href: "/settings/guard" },
  { label: "Tags", href: "/settings/tags" },
  { label: "API keys", href: "/settings/api-keys" },
  { label: "Sessions", href: "/settings/sessions" },
  { label: "Quiet hours", href: "/settings/quiet-hours" },
  { label: "Calendar", href: "/settings/calendar" },
  { label: "Assignment", href: "/settings/assignment" },
  { label: "Mailboxes", href: "/settings/mailboxes" },
  { label: "Scoring", href: "/settings/scoring" },
  { label: "Autonomy", href: "/settings/autonomy" },
  { label: "Writing", href: "/settings/writing" },
  { label: "Retention", href: "/settings/retention" },
  { label: "Integrity", href: "/settings/integrity" },
  { label: "Notifications", href: "/settings/notifications" },
  { label: "Profile", href: "/settings/profile" },
];

/** On a narrow screen the row is longer than the screen: where one is stays in view. */
export function SettingsTabs() {
  const path = usePathname();
  const row = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another current tab
  useEffect(() => {
    row.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [path]);
  return (
    <div ref={row} className="tight-tabs">
      <Tabs label="Settings" tabs={PAGES.map((page) => ({ ...page, current: page.href === path }))} />
    </div>
  );
}
