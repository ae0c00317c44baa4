"use client";

import { Bell } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useNotifications } from "./notification-provider";
import { bellName, countOf } from "./notification-words";

/** Opens what I was told; the number says how much of it is new. */
export function NotificationBell() {
  const told = useNotifications();
  if (!told) return null;
  // On a phone the bell stands in a sheet that this click closes; whatever opens must come after it.
  const open = () => setTimeout(() => told.setOpen(true), 0);
  return (
    <Button
      variant="ghost"
      className="bell"
      aria-haspopup="dialog"
      aria-label={bellName(told.unread)}
      title={bellName(told.unread)}
      onClick={open}
    >
      <Bell className="i" aria-hidden="true" />
      <UnreadCount />
    </Button>
  );
}

/** The number alone, for a button that has a name of its own. */
export function UnreadCount() {
  const unread = useNotifications()?.unread ?? 0;
  return unread > 0 ? (
    <span className="unread" aria-hidden="true">
      {countOf(unread)}
    </span>
  ) : null;
}
