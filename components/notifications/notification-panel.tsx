"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { useRef } from "react";
import { useShortcuts } from "@/components/shell/keyboard";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { Notification } from "@/lib/notifications/schema";
import { notificationPath, notificationSentence } from "@/lib/notifications/sentence-rules";
import { type Notifications, useNotifications } from "./notification-provider";

/** The list behind every bell. Arrows or J and K move, Enter opens and marks as read. */
export function NotificationPanel() {
  const told = useNotifications();
  useShortcuts([{ keys: "g n", label: "Notifications", group: "Go to", run: () => told?.setOpen(true) }]);
  if (!told) return null;
  return (
    <Dialog
      open={told.open}
      onOpenChange={told.setOpen}
      title="Notifications"
      width="s"
      end={
        told.unread > 0 ? (
          <Button variant="ghost" icon={Check} onClick={() => told.markRead()}>
            Mark all read
          </Button>
        ) : null
      }
    >
      <div className="body told">
        <Content told={told} />
      </div>
      <footer>
        <Link className="link" href="/settings/notifications" onClick={() => told.setOpen(false)}>
          What I am told of
        </Link>
      </footer>
    </Dialog>
  );
}

function Content({ told }: { told: Notifications }) {
  const list = useRef<HTMLUListElement>(null);
  const move = (step: number) => () => moveBetween(list.current, step);
  useShortcuts([
    { keys: "j", label: "Next", group: "Notifications", inDialog: true, run: move(1) },
    { keys: "k", label: "Previous", group: "Notifications", inDialog: true, run: move(-1) },
    { keys: "ArrowDown", label: "Next", group: "Notifications", inDialog: true, run: move(1) },
    { keys: "ArrowUp", label: "Previous", group: "Notifications", inDialog: true, run: move(-1) },
  ]);
  if (told.failed && told.list === null)
    return <ErrorState title="Your notifications could not be read." onRetry={told.reload} />;
  if (told.list === null) return <Skeleton width="l" />;
  if (told.list.length === 0)
    return (
      <EmptyState title="Nothing to tell">
        You hear of it here when a colleague contacts a lead of yours, somebody replies, or a slot of yours is
        overridden.
      </EmptyState>
    );
  return (
    <ul ref={list}>
      {told.list.map((one) => (
        <Row key={one.id} notification={one} told={told} />
      ))}
    </ul>
  );
}

function Row({ notification, told }: { notification: Notification; told: Notifications }) {
  const { id, lead, at, read_at } = notification;
  const href = notificationPath(notification);
  const sentence = notificationSentence(notification);
  const open = () => {
    if (read_at === null) told.markRead([id]);
    told.setOpen(false);
  };
  return (
    <li className={read_at === null ? "new" : undefined}>
      <span className="text">
        {read_at === null ? <span className="sr">Unread: </span> : null}
        {href ? (
          <Link href={href} prefetch={false} onClick={open}>
            {sentence}
          </Link>
        ) : (
          <span>{sentence}</span>
        )}
        <span className="t3 cut">
          {lead?.company ? `${lead.company}, ` : ""}
          <RelativeTime at={at} form="words" focusable={false} />
        </span>
      </span>
      {read_at === null ? (
        <Button variant="ghost" icon={Check} iconOnly onClick={() => told.markRead([id])}>
          Mark read
        </Button>
      ) : null}
    </li>
  );
}

function moveBetween(list: HTMLElement | null, step: number): void {
  const links = [...(list?.querySelectorAll<HTMLElement>("a") ?? [])];
  const here = links.findIndex((link) => link.closest("li")?.contains(document.activeElement));
  links[Math.min(links.length - 1, Math.max(0, here + step))]?.focus();
}
