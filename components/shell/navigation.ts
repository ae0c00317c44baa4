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
  count?: number | null;
  /** The second key after G. */
  goKey?: string;
  /** where the pages of its subject begin, when that is not its own address */
  under?: string;
};

export type NavSection = { label: string; showLabel: boolean; items: NavItem[] };

/** The page that is open: the longest address that begins this path; "/" only itself. */
export function currentHref(path: string, items: readonly NavItem[]): string | null {
  const fits = items.filter(({ href, under = href }) =>
    under === "/" ? path === "/" : path === under || path.startsWith(`${under}/`),
  );
  return fits.sort((a, b) => b.href.length - a.href.length)[0]?.href ?? null;
}
