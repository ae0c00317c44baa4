"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";

export type Tab = { label: string; href: string; count?: number | string; current?: boolean };

/** Pages of one subject as links: each tab is a URL. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const bar = useRef<HTMLElement>(null);
  const current = tabs.find((tab) => tab.current)?.href;
  // Where they are more than fit, the one that is open stands in view.
  useEffect(() => {
    const open = current && bar.current?.querySelector('[aria-current="page"]');
    if (!open || !bar.current) return;
    const [frame, tab] = [bar.current.getBoundingClientRect(), open.getBoundingClientRect()];
    if (tab.left < frame.left || tab.right > frame.right)
      bar.current.scrollLeft += tab.left + tab.width / 2 - (frame.left + frame.width / 2);
  }, [current]);
  return (
    <nav ref={bar} className="tabs" aria-label={label}>
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
