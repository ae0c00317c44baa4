"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { useLiveEvents } from "@/components/live/live-provider";
import type { Notification } from "@/lib/notifications/schema";
import { askNotifications, sendRead } from "./notification-requests";

type State = { list: Notification[] | null; unread: number; failed: boolean };
export type Notifications = State & {
  open: boolean;
  setOpen: (open: boolean) => void;
  reload: () => void;
  /** these, or all of them */
  markRead: (ids?: string[]) => void;
};

const NotificationContext = createContext<Notifications | null>(null);

/** What I was told, for every bell on the page: read once the page stands, and again whenever the stream says so. */
export function NotificationProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<State>({ list: null, unread: 0, failed: false });
  const [open, setOpen] = useState(false);
  const reload = useCallback(() => {
    askNotifications().then((page) =>
      setState((now) =>
        page ? { list: byTime(page.data), unread: page.unread, failed: false } : { ...now, failed: true },
      ),
    );
  }, []);
  useEffect(reload, [reload]);
  useLiveEvents({ kinds: ["notification"] }, reload);
  const markRead = useCallback(
    (ids?: string[]) => {
      setState((now) => withRead(now, ids));
      sendRead(ids ? { ids } : { all: true }).then((unread) => (unread === null ? reload() : undefined));
    },
    [reload],
  );
  const value = useMemo(() => ({ ...state, open, setOpen, reload, markRead }), [state, open, reload, markRead]);
  return <NotificationContext value={value}>{children}</NotificationContext>;
}

/** null outside a provider: then there is no bell. */
export const useNotifications = () => useContext(NotificationContext);

// What was written down late stands where it happened.
const byTime = (list: Notification[]) => list.toSorted((a, b) => b.at.localeCompare(a.at));

// At once on the screen; the answer of the server comes with the stream.
function withRead(state: State, ids?: string[]): State {
  const read_at = new Date().toISOString();
  const isMeant = (one: Notification) => one.read_at === null && (ids?.includes(one.id) ?? true);
  const meant = state.list?.filter(isMeant).length ?? 0;
  const list = state.list?.map((one) => (isMeant(one) ? { ...one, read_at } : one)) ?? null;
  return { ...state, list, unread: ids ? Math.max(0, state.unread - meant) : 0 };
}
