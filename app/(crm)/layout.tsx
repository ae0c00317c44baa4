import type { ReactNode } from "react";
import { searchLeadsAction } from "@/app/_actions/leads";
import { signOutAction } from "@/app/_actions/sessions";
import { findLivePlace } from "@/app/_adapters/live-place";
import { requireCaller } from "@/app/_adapters/session";
import { LeadMemoryProvider } from "@/components/leads/lead-memory";
import { LiveProvider } from "@/components/live/live-provider";
import { AppShell } from "@/components/shell/app-shell";
import type { NavSection } from "@/components/shell/navigation";
import { ClockProvider } from "@/components/ui/clock";

const sections: NavSection[] = [
  {
    label: "Work",
    showLabel: false,
    items: [
      { label: "Leads", href: "/leads", icon: "leads", goKey: "l" },
      { label: "Analytics", href: "/analytics/outreach", icon: "analytics", goKey: "a" },
    ],
  },
  {
    label: "Organization",
    showLabel: true,
    items: [
      { label: "Do not contact", href: "/dnc", icon: "dnc", goKey: "d" },
      { label: "Collisions", href: "/collisions", icon: "collisions", goKey: "c" },
      { label: "Settings", href: "/settings/members", icon: "settings", goKey: "s" },
    ],
  },
];

export default async function CrmLayout({ children }: { children: ReactNode }) {
  const { context, identity } = await requireCaller();
  const since = await findLivePlace(context);
  return (
    <ClockProvider now={context.now.toISOString()}>
      <AppShell
        organization={identity.org_name}
        user={{ name: identity.name, role: identity.role }}
        sections={sections}
        searchLeads={searchLeadsAction}
        signOut={signOutAction}
      >
        <LiveProvider since={since}>
          <LeadMemoryProvider>{children}</LeadMemoryProvider>
        </LiveProvider>
      </AppShell>
    </ClockProvider>
  );
}
