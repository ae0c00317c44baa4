"use client";

import Link from "next/link";
import { type ReactNode, useState } from "react";
import { UnreadCount } from "@/components/notifications/notification-bell";
import { NAV_ICONS, type NavItem, type NavSection, shownCount } from "./navigation";

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
  return (
    <PlaceLink item={item} current={current}>
      {item.count ? (
        <span className="n" title={`${shownCount(item.count.n)} ${item.count.words}`}>
          {shownCount(item.count.n)}
          <span className="sr"> {item.count.words}</span>
        </span>
      ) : null}
    </PlaceLink>
  );
}

type PlaceLinkProps = { item: NavItem; current: boolean; children?: ReactNode };

/** Fetched ahead when somebody comes near it: all twenty, on each page, were forty requests nobody had asked for. */
function PlaceLink({ item, current, children }: PlaceLinkProps) {
  const Icon = NAV_ICONS[item.icon];
  const [near, setNear] = useState(false);
  const come = () => setNear(true);
  return (
    <Link
      href={item.href}
      prefetch={near ? null : false}
      onMouseEnter={come}
      onTouchStart={come}
      onFocus={come}
      aria-current={current ? "page" : undefined}
    >
      <Icon className="i" aria-hidden="true" />
      {item.label}
      {children}
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
      {items.slice(0, 4).map((item) => (
        <PlaceLink key={item.href} item={item} current={item.href === current} />
      ))}
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
