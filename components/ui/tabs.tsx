import Link from "next/link";

export type Tab = { label: string; href: string; count?: number | string; current?: boolean };

/** Pages of one subject as links: each tab is a URL. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} aria-current={tab.current ? "page" : undefined} scroll={false}>
          {tab.label} {tab.count === undefined ? null : <span className="n">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}

/** The same as a frame of segments, in a top bar. */
export function SegmentLinks({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav className="seg" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} aria-current={tab.current ? "page" : undefined}>
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
