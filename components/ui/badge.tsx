import { clsx } from "clsx";
import { type LucideIcon, X } from "lucide-react";
import type { ReactNode } from "react";
import { ShallowLink } from "./shallow-link";

export type BadgeTone = "plain" | "line" | "accent" | "free" | "wait" | "taken" | "danger";

/** A word about a state. The tone never carries it alone: give an icon or a word that says it. */
export function Badge({
  tone = "plain",
  icon: Icon,
  children,
}: {
  tone?: BadgeTone;
  icon?: LucideIcon;
  children: ReactNode;
}) {
  return (
    <span className={clsx("badge", tone !== "plain" && tone)}>
      {Icon ? <Icon className="i xs" aria-hidden="true" /> : null}
      {children}
    </span>
  );
}

export type FilterChipProps = { about: string; value: string; withoutHref: string; onRemove?: () => void };

/** A filter that is on: what it is about, its value, and a link to the same rows without it. */
export function FilterChip({ about, value, withoutHref, onRemove }: FilterChipProps) {
  return (
    <span className="chip">
      <span>{about}</span>
      <span>
        <b>{value}</b>
      </span>
      <ShallowLink href={withoutHref} onGo={onRemove} aria-label={`Remove filter: ${about} ${value}`}>
        <X className="i xs" aria-hidden="true" />
      </ShallowLink>
    </span>
  );
}
