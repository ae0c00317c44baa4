import type { DncKind } from "@/lib/dnc/schema";
import { isVanity } from "@/lib/dnc/vanity-rules";

export type ReadAddress = { kind: Exclude<DncKind, "person">; value: string };

/** What kind of address somebody typed: mail, @domain, phone or LinkedIn. null when it is none of them. */
export function readAddress(text: string): ReadAddress | null {
  const value = text.trim();
  if (value === "") return null;
  if (/linkedin\.com\/|^in\//i.test(value)) return { kind: "linkedin", value };
  if (/^@[^\s@]+\.[^\s@]+$/.test(value)) return { kind: "domain", value: value.slice(1) };
  if (/^[^\s@]+@[^\s@]+$/.test(value)) return { kind: "email", value };
  if (/^[+(]?[\d\s().-]{5,}$/.test(value) || isVanity(value)) return { kind: "phone", value };
  if (/^[^\s@/]+\.[^\s@/]+$/.test(value)) return { kind: "domain", value };
  return null;
}
