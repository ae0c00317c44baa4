"use client";

import Link from "next/link";
import { UnreadCount } from "@/components/notifications/notification-bell";
import { NAV_ICONS, type NavItem, type NavSection } from "./navigation";

export function SideNav({ sections, current }: { sections: readonly NavSection[]; current: string | null }) {
  return sections.map((section) => (
    <nav key={section.label} className="nav" aria-label={section.label}>
      {section.showLabel ? <h2>{section.label}</h2> : null}
      {section.items.map((item) => (
        <NavLink key={item.href} item={item} current={item.href === current} />
      ))}
    </nav>
  ));
}

function NavLink({ item, current }: { item: NavItem; current: boolean }) {
  const Icon = NAV_ICONS[item.icon];
  return (
    <Link href={item.href} aria-current={current ? "page" : undefined}>
      <Icon className="i" aria-hidden="true" />
      {item.label}
      {item.count == null ? null : <span className="n">{item.count.toLocaleString("en")}</span>}
    </Link>
  );
}

/** The phone's bar: the first four places, the rest behind "More". */
export function TabBar({
  items,
  current,
  onMore,
}: {
  items: readonly NavItem[];
  current: string | null;
  onMore: () => void;
}) {
  return (
    <nav className="tabbar" aria-label="Main places">
      {items.slice(0, 4).map((item) => {
        const Icon = NAV_ICONS[item.icon];
        return (
          <Link key={item.href} href={item.href} aria-current={item.href === current ? "page" : undefined}>
            <Icon className="i" aria-hidden="true" />
            {item.label}
          </Link>
        );
      })}
      <MoreButton onMore={onMore} />
    </nav>
  );
}

function MoreButton({ onMore }: { onMore: () => void }) {
  return (
    <button type="button" onClick={onMore} aria-haspopup="dialog">
      <span className="i more" aria-hidden="true">
        …
      </span>
      <UnreadCount />
      More
    </button>
  );
}
