"use client";

import * as Radix from "@radix-ui/react-dialog";
import { clsx } from "clsx";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Button } from "./button";

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  subtitle?: ReactNode;
  /** Stands at the right of the title, before the close button. */
  end?: ReactNode;
  width?: "s" | "m" | "l" | "xl";
  /** Where the focus goes; by itself to the first field, and without one to the close button. */
  onOpenAutoFocus?: (event: Event) => void;
  /** Prevented, it stays open: something inside has closed. */
  onEscapeKeyDown?: (event: Event) => void;
  children: ReactNode;
};

/** One question, one primary. On a phone it is a sheet at the bottom. Children are `.body` and a footer, or a form of both. */
export function Dialog({
  open,
  onOpenChange,
  title,
  subtitle,
  end,
  width = "l",
  onOpenAutoFocus = focusFirstField,
  onEscapeKeyDown,
  children,
}: DialogProps) {
  // It has no trigger of its own that would get the focus back: whoever works by keyboard goes on where they were.
  const opener = useRef<Element | null>(null);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content
          className={clsx("dialog", `w-${width}`)}
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            opener.current = document.activeElement;
            onOpenAutoFocus(event);
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true });
          }}
          onEscapeKeyDown={onEscapeKeyDown}
        >
          <header>
            <Radix.Title>{title}</Radix.Title>
            {subtitle ? <span className="title-sub cut">{subtitle}</span> : null}
            <span className="grow" />
            {end}
            <Radix.Close asChild>
              <Button variant="ghost" icon={X} iconOnly>
                Close
              </Button>
            </Radix.Close>
          </header>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function focusFirstField(event: Event): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const field = event.currentTarget.querySelector<HTMLElement>(
    ":is(input, select, textarea):not([type=hidden], [type=file], :disabled)",
  );
  if (!field) return;
  event.preventDefault();
  field.focus();
}

export function DialogClose({ children = "Cancel" }: { children?: ReactNode }) {
  return (
    <Radix.Close asChild>
      <Button keys="Escape">{children}</Button>
    </Radix.Close>
  );
}
