import {
  ArrowLeftRight,
  Ban,
  Banknote,
  Building2,
  ChartLine,
  Columns3,
  FileText,
  History,
  Inbox,
  Lightbulb,
  ListChecks,
  ListFilter,
  type LucideIcon,
  Mail,
  Megaphone,
  ScrollText,
  Settings,
  Star,
  Upload,
  User,
  Workflow,
} from "lucide-react";
import { MOST_WAITING } from "@/lib/queues/rules";
import type { Waiting } from "@/lib/queues/schema";

/** Pictures by name: a server component cannot hand a function to the browser. */
export const NAV_ICONS = {
  today: ListChecks,
  inbox: Inbox,
  leads: User,
  companies: Building2,
  pipeline: Columns3,
  segments: ListFilter,
  suggestions: Lightbulb,
  templates: FileText,
  sequences: Workflow,
  campaigns: Megaphone,
  analytics: ChartLine,
  budget: Banknote,
  view: Star,
  dnc: Ban,
  collisions: ArrowLeftRight,
  changes: History,
  imports: Upload,
  settings: Settings,
  mail: Mail,
  audit: ScrollText,
} satisfies Record<string, LucideIcon>;

export type NavItem = {
  label: string;
  href: string;
  icon: keyof typeof NAV_ICONS;
  /** how much waits there, and what that is: "17", "open" */
  count?: NavCount;
  /** The second key after G. */
  goKey?: string;
  /** where the pages of its subject begin, when that is not its own address */
  under?: string;
};

export type NavCount = { n: number; words: string };
export type NavSection = { label: string; showLabel: boolean; items: NavItem[] };

/** The page that is open: the longest address that begins this path; "/" only itself. */
export function currentHref(path: string, items: readonly NavItem[]): string | null {
  const fits = items.filter(({ href, under = href }) =>
    under === "/" ? path === "/" : path === under || path.startsWith(`${under}/`),
  );
  return fits.sort((a, b) => b.href.length - a.href.length)[0]?.href ?? null;
}

const WAITS: Record<keyof Waiting, string> = { today: "open", inbox: "of yours to answer" };

/** The places with how much waits in them; nothing stands where nothing waits. */
export function withWaiting(sections: readonly NavSection[], waiting: Waiting): NavSection[] {
  const counted = (item: NavItem): NavItem => {
    const { icon } = item;
    if ((icon !== "today" && icon !== "inbox") || waiting[icon] === 0) return item;
    return { ...item, count: { n: waiting[icon], words: WAITS[icon] } };
  };
  return sections.map((section) => ({ ...section, items: section.items.map(counted) }));
}

/** Counting stops at a hundred. */
export const shownCount = (n: number) => (n >= MOST_WAITING ? `${MOST_WAITING - 1}+` : String(n));
