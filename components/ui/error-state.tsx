"use client";

import { LockKeyhole, RotateCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";

/** A part that did not load: what happened, what is safe, retry in place. */
export type ErrorStateProps = { title: string; safe?: string; onRetry?: () => void; children?: ReactNode };

export function ErrorState({ title, safe, onRetry, children }: ErrorStateProps) {
  return (
    <div className="note bad" role="alert">
      <TriangleAlert className="i" aria-hidden="true" />
      <span>
        <span className="m">{title}</span> {safe || children ? <span className="t2">{safe ?? children}</span> : null}
      </span>
      <span className="grow" />
      {onRetry ? (
        <Button icon={RotateCw} onClick={onRetry}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}

/** A part this user may not see: to whom it belongs and whom to ask. */
export function NoPermission({ children }: { children: ReactNode }) {
  return (
    <p className="row items-start!">
      <LockKeyhole className="i" aria-hidden="true" />
      <span className="t2">{children}</span>
    </p>
  );
}
