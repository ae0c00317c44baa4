"use client";

import { Check, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { Button } from "./button";

export function Toaster() {
  return (
    <Sonner
      position="bottom-left"
      offset={{ bottom: 48, left: 16 }}
      mobileOffset={{ bottom: 72, left: 8, right: 8 }}
      visibleToasts={4}
    />
  );
}

export type UndoToast = { message: ReactNode; icon?: LucideIcon; onUndo?: () => void; seconds?: number };

/** Says what was done and offers to take it back; `Z` does the same through the keyboard grammar. */
export function showToast({ message, icon, onUndo, seconds = 6 }: UndoToast): string | number {
  const shown = toast.custom((id) => <ToastLine id={id} icon={icon ?? Check} message={message} onUndo={onUndo} />, {
    duration: seconds * 1000,
    unstyled: true,
    onDismiss: forget,
    onAutoClose: forget,
  });
  if (onUndo) undoable.push({ id: shown, undo: onUndo });
  return shown;
}

/** Takes a line away that is over before its time. */
export const hideToast = (id: string | number): void => void toast.dismiss(id);

/** Takes back what the newest toast offers to undo, while it is shown. */
export function undoLast() {
  const last = undoable.at(-1);
  if (!last) return;
  toast.dismiss(last.id);
  forget(last);
  last.undo();
}

const undoable: { id: string | number; undo: () => void }[] = [];

function forget({ id }: { id: string | number }) {
  const place = undoable.findIndex((one) => one.id === id);
  if (place >= 0) undoable.splice(place, 1);
}

/** Something failed: what happened, what is safe, what to do. Stays twice as long. */
export function showProblem(message: ReactNode, retry?: () => void): string | number {
  return toast.custom((id) => <ToastLine id={id} icon={TriangleAlert} message={message} onRetry={retry} />, {
    duration: 12_000,
    unstyled: true,
  });
}

type LineProps = {
  id: string | number;
  icon: LucideIcon;
  message: ReactNode;
  onUndo?: () => void;
  onRetry?: () => void;
};

function ToastLine({ id, icon: Icon, message, onUndo, onRetry }: LineProps) {
  const act = (action: () => void) => () => {
    toast.dismiss(id);
    action();
  };
  return (
    <div className="toast">
      <Icon className="i s" aria-hidden="true" />
      <span className="msg">{message}</span>
      <span className="grow" />
      {onUndo ? (
        <Button keys="Z" onClick={act(onUndo)}>
          Undo
        </Button>
      ) : null}
      {onRetry ? <Button onClick={act(onRetry)}>Try again</Button> : null}
    </div>
  );
}
