"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { LiveFilter } from "./live-connection";
import { useLiveEvents } from "./live-provider";

const GATHER = 150;

/** Has the server render this page anew when something it shows has changed: many events in a row are one refresh. */
export function useLiveRefresh(filter: LiveFilter): void {
  const router = useRouter();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  useLiveEvents(filter, () => {
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => router.refresh(), GATHER);
  });
}

/** The touches of a lead that came while the page was open, for `newIds` of the timeline. */
export function useNewTouches(leadId: string): readonly string[] {
  const [ids, setIds] = useState<readonly string[]>([]);
  useLiveEvents({ leadId, kinds: ["lead.contacted", "lead.replied"] }, ({ kind, body }) => {
    if (kind !== "lead.contacted" && kind !== "lead.replied") return;
    const { communication_id: id } = body;
    if (id) setIds((known) => (known.includes(id) ? known : [...known, id]));
  });
  return ids;
}
