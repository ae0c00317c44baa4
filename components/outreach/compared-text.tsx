"use client";

import type { ComponentProps, ReactNode, UIEvent } from "react";
import { Textarea } from "@/components/ui/textarea";
import { MarkedBehind, type NearText, NearTextPanel } from "./near-text";

/** What is nearly the same stands beside what is written; alone, where the guard found nothing. */
export function BesideNearText({ near, mine, children }: { near: NearText | null; mine: string; children: ReactNode }) {
  if (!near) return children;
  return (
    <div className="compare">
      {children}
      <NearTextPanel near={near} mine={mine} />
    </div>
  );
}

/** The field of one's own text, its shared parts marked as they are in the other. */
export function MarkedTextarea({
  near,
  ...field
}: ComponentProps<"textarea"> & { near: NearText | null; value: string }) {
  return (
    <span className="area-stack">
      {near ? <MarkedBehind near={near} mine={field.value} /> : null}
      <Textarea {...field} onScroll={followScroll} />
    </span>
  );
}

// The marks lie in an element behind the field.
function followScroll({ currentTarget }: UIEvent<HTMLTextAreaElement>): void {
  const behind = currentTarget.previousElementSibling;
  if (behind) behind.scrollTop = currentTarget.scrollTop;
}
