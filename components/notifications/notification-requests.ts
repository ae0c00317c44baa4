import type { NotificationPage } from "@/lib/notifications/schema";

/** The newest, and how many are unread; null when they could not be read. */
export async function askNotifications(): Promise<NotificationPage | null> {
  const response = await fetch("/api/notifications?limit=50").catch(() => null);
  return response?.ok ? pageIn(await response.json()) : null;
}

/** Marks these as read, or all; how many are left, or null when it failed. */
export async function sendRead(wish: { ids: string[] } | { all: true }): Promise<number | null> {
  const body = JSON.stringify(wish);
  const headers = { "Content-Type": "application/json" };
  const response = await fetch("/api/notifications/read", { method: "POST", headers, body, keepalive: true }).catch(
    () => null,
  );
  return response?.ok ? unreadIn(await response.json()) : null;
}

// Our own routes answer these shapes: app/api/contract.db.test.ts holds every answer against its schema.
const pageIn = (answer: unknown) => answer as NotificationPage;
const unreadIn = (answer: unknown) => (answer as { unread: number }).unread;
