import { AtSign, Globe, type LucideIcon, Mail, Phone, User } from "lucide-react";
import { hrefWith } from "@/components/ui/query-href";
import type { Tab } from "@/components/ui/tabs";
import type { AddedDncEntry, DncEntry, DncKind, DncState } from "@/lib/dnc/schema";

export const KIND_NAMES: Record<DncKind, string> = {
  email: "Email address",
  domain: "Domain",
  phone: "Phone number",
  linkedin: "LinkedIn profile",
  person: "Person",
};

const KIND_TABS: readonly (readonly [DncKind | null, string])[] = [
  [null, "All"],
  ["email", "Addresses"],
  ["domain", "Domains"],
  ["phone", "Numbers"],
  ["linkedin", "Profiles"],
  ["person", "People"],
];

/** The tabs: every kind, what ends within a month, and what somebody asks to take off. */
export function tabsOf(query: string, now: { kind?: DncKind; state?: DncState }, asked: number): Tab[] {
  const kinds = KIND_TABS.map(([kind, label]) => ({
    label,
    href: hrefWith(query, { kind, state: null }),
    current: (now.kind ?? null) === kind && (now.state ?? "active") === "active",
  }));
  const state = (label: string, value: DncState, count?: number): Tab => ({
    label,
    count,
    href: hrefWith(query, { kind: null, state: value }),
    current: now.state === value,
  });
  return [...kinds, state("Ending soon", "ending"), state("Removal asked", "asked", asked)];
}

export const KIND_ICONS: Record<DncKind, LucideIcon> = {
  email: Mail,
  domain: Globe,
  phone: Phone,
  linkedin: AtSign,
  person: User,
};

export const SOURCE_NAMES: Record<DncEntry["source"], string> = {
  manual: "By hand",
  unsubscribe: "Unsubscribed",
  keyword: "Answered STOP",
  complaint: "Complaint",
  bounce: "Bounced",
  import: "Import",
  detected: "Detected",
};

/** What an entry stopped at once: "; stopped 2 queued messages". */
export function stoppedWords({ cancelled }: Pick<AddedDncEntry, "cancelled">): string {
  const stopped = [
    [cancelled.messages, "queued message"],
    [cancelled.enrollments, "enrollment"],
    [cancelled.suggestions, "suggestion"],
  ] as const;
  const words = stopped
    .filter(([count]) => count > 0)
    .map(([count, noun]) => `${count} ${noun}${count === 1 ? "" : "s"}`);
  return words.length > 0 ? `; stopped ${words.join(", ")}` : "";
}
