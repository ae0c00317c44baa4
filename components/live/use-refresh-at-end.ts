"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { Contactability } from "@/lib/guard/schema";
import { failingRules } from "@/lib/guard/verdict-rules";

const LONGEST = 86_400_000;
const A_MOMENT = 500;

/** Reads the page anew when something that speaks against contact ends: quiet hours, a slot, a colleague's draft. */
export function useRefreshAtEnd(contactability: Contactability | null): void {
  const router = useRouter();
  const end = contactability && nextEnd(contactability);
  useEffect(() => {
    if (!end) return;
    const wait = Date.parse(end) - Date.now() + A_MOMENT;
    if (wait > LONGEST) return;
    const timer = setTimeout(() => router.refresh(), Math.max(wait, A_MOMENT));
    return () => clearTimeout(timer);
  }, [end, router]);
}

function nextEnd({ channels, draft, as_of }: Contactability): string | null {
  const ends = Object.values(channels).flatMap((answer) => failingRules(answer).map((rule) => rule.until ?? ""));
  return [...ends, draft?.until ?? ""].filter((end) => end > as_of).toSorted()[0] ?? null;
}
