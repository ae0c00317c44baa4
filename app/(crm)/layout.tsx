import type { ReactNode } from "react";
import { findAction } from "@/app/_actions/palette";
import { signOutAction } from "@/app/_actions/sessions";
import { requireCaller } from "@/app/_adapters/session";
import { readShell } from "@/app/_adapters/shell";
import { BulkProvider } from "@/components/bulk/bulk-provider";
import { LeadMemoryProvider } from "@/components/leads/lead-memory";
import { LiveProvider } from "@/components/live/live-provider";
import { NotificationPanel } from "@/components/notifications/notification-panel";
import { NotificationProvider } from "@/components/notifications/notification-provider";
import { AppShell } from "@/components/shell/app-shell";
import type { NavItem, NavSection } from "@/components/shell/navigation";
import { WaitingProvider } from "@/components/shell/waiting-provider";
import { ClockProvider } from "@/components/ui/clock";
import type { Context } from "@/lib/core/context";
import { mayDo } from "@/lib/core/permissions";

const sections: NavSection[] = [
  {
    label: "Work",
    showLabel: false,
    items: [
      { label: "Today", href: "/", icon: "today", goKey: "q" },
      { label: "Inbox", href: "/inbox", icon: "inbox", goKey: "i" },
      { label: "Leads", href: "/leads", icon: "leads", goKey: "l" },
      { label: "Suggestions", href: "/suggestions", icon: "suggestions", goKey: "h" },
      { label: "Segments", href: "/segments", icon: "segments", goKey: "e" },
      { label: "Templates", href: "/templates", icon: "templates", goKey: "w" },
      { label: "Sequences", href: "/sequences", icon: "sequences", goKey: "f" },
      { label: "Campaigns", href: "/campaigns", icon: "campaigns", goKey: "p" },
      { label: "Imports", href: "/imports", icon: "imports", goKey: "m" },
      { label: "Companies", href: "/companies", icon: "companies", goKey: "o" },
      { label: "Analytics", href: "/analytics/outreach", under: "/analytics", icon: "analytics", goKey: "a" },
    ],
  },
  {
    label: "Organization",
    showLabel: true,
    items: [
      { label: "Do not contact", href: "/dnc", icon: "dnc", goKey: "d" },
      { label: "Collisions", href: "/collisions", icon: "collisions", goKey: "c" },
      { label: "Bulk changes", href: "/leads/changes", icon: "changes", goKey: "b" },
      { label: "Settings", href: "/settings/members", under: "/settings", icon: "settings", goKey: "s" },
    ],
  },
];

const mail: NavItem = { label: "Mail", href: "/mail", icon: "mail" };
const budget: NavItem = { label: "Budget", href: "/budget", icon: "budget", goKey: "y" };
const audit: NavItem = { label: "Audit", href: "/audit", icon: "audit", goKey: "u" };

/** All mail and the audit log are for admins, and money for managers; everybody else would only meet a closed door. */
const sectionsFor = ({ actor }: Context): NavSection[] => {
  const may = (permission: "audit:read" | "budget:read") => mayDo(actor.role, actor.scopes, permission);
  return sections.map((one) => {
    if (one.label === "Work") return may("budget:read") ? { ...one, items: [...one.items, budget] } : one;
    return may("audit:read") ? { ...one, items: one.items.toSpliced(2, 0, mail, audit) } : one;
  });
};

export default async function CrmLayout({ children }: { children: ReactNode }) {
  const { context, identity } = await requireCaller();
  const { since, waiting } = await readShell(context);
  return (
    <ClockProvider now={context.now.toISOString()}>
      <LiveProvider since={since}>
        <NotificationProvider>
          <WaitingProvider first={waiting}>
            <AppShell
              organization={identity.org_name}
              user={{ name: identity.name, role: identity.role }}
              sections={sectionsFor(context)}
              find={findAction}
              signOut={signOutAction}
            >
              <NotificationPanel />
              <BulkProvider>
                <LeadMemoryProvider>{children}</LeadMemoryProvider>
              </BulkProvider>
            </AppShell>
          </WaitingProvider>
        </NotificationProvider>
      </LiveProvider>
    </ClockProvider>
  );
}
