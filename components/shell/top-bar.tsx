import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

export type TopBarProps = {
  title?: string;
  /** What stands beside the title, "318 of 4,218", or at the end of the crumbs. */
  note?: ReactNode;
  crumbs?: readonly { label: string; href: string }[];
  children?: ReactNode;
};

/** The page's name at the left (or the way to it), its actions at the right. */
export function TopBar({ title, note, crumbs = [], children }: TopBarProps) {
  return (
    <header className="top">
      {crumbs.map((crumb) => (
        <span key={crumb.href} className="row">
          <Link className="crumb cut" href={crumb.href}>
            {crumb.label}
          </Link>
          <ChevronRight className="i s t3" aria-hidden="true" />
        </span>
      ))}
      {title ? <h1>{title}</h1> : null}
      {note ? <span className="t3 cut">{note}</span> : null}
      <span className="grow" />
      {children}
    </header>
  );
}
