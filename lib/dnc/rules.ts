import { formatPhone } from "@/lib/contact-points/phone-rules";
import {
  domainsOf,
  type Normal,
  normalizeDomain,
  normalizeEmail,
  normalizeLinkedin,
  normalizePhone,
} from "@/lib/contact-points/rules";
import { invalid } from "@/lib/core/errors";
import { fromIso } from "@/lib/core/time";
import type { DncEntry, DncKind } from "./schema";
import { spelledOut } from "./vanity-rules";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The form under which an entry is kept and looked up. */
export function normalizeDncValue(kind: DncKind, value: string, region: string): Normal {
  return normalizers[kind](value.trim(), region);
}

const normalizers: Record<DncKind, (value: string, region: string) => Normal> = {
  email: (value) => normalizeEmail(value),
  domain: (value) => normalizeDomain(value.replace(/^@/, "")),
  phone: (value, region) => normalizePhone(spelledOut(value), region),
  linkedin: (value) => normalizeLinkedin(value),
  person: (value) =>
    uuid.test(value)
      ? { ok: true, norm: value.toLowerCase() }
      : { ok: false, reason: "A person is named by the id of their lead." },
};

/** INVALID for an end that has passed: such an entry would be on the list and stop nobody. */
export function requireLaterEnd(expiresAt: string | null | undefined, now: Date): void {
  if (expiresAt && fromIso(expiresAt) <= now)
    throw invalid("expires_at", "This is in the past, so the entry would stop nobody. Give a later time, or none.");
}

/** The entries that can block a value: itself, and for an address its domain and every domain above it. */
export function blockingValues(kind: DncKind, norm: string): { kind: DncKind; value: string }[] {
  const own = { kind, value: norm };
  if (kind === "email") return [own, ...domainsOf(norm).map((value) => ({ kind: "domain" as const, value }))];
  if (kind === "domain") return domainsOf(norm).map((value) => ({ kind, value }));
  return [own];
}

type AskedAddress = Partial<Record<"email" | "domain" | "phone" | "linkedin", string>> & { channel?: string | null };

/** The one address of a check, with its kind. */
export function askedValue({ channel, ...given }: AskedAddress): {
  kind: DncKind;
  value: string;
  channel?: string | null;
} {
  const kind = (["email", "domain", "phone", "linkedin"] as const).find((one) => given[one]) ?? "email";
  return { kind, value: given[kind] ?? "", channel };
}

/** An entry's value as people read it: a number in groups, a person by name. */
export function shownValue({ kind, value_norm, lead }: Pick<DncEntry, "kind" | "value_norm" | "lead">): string {
  if (value_norm.startsWith("erased:")) return "Somebody who was erased";
  if (kind === "phone") return formatPhone(value_norm);
  if (kind === "person") return lead?.name ?? "A lead that is gone";
  return value_norm;
}
