import { isFreeMail } from "./free-mail-rules";
import { normalizeDomain } from "./rules";
import type { AddressKind } from "./schema";

/** The registrable domain of a normalised mail address, by the public-suffix list; null for free mail and for what is no mail address. */
export function corporateDomainOf({ kind, norm }: { kind: AddressKind; norm: string }): string | null {
  if (kind !== "email") return null;
  const normal = normalizeDomain(norm.slice(norm.lastIndexOf("@") + 1));
  return normal.ok && !isFreeMail(normal.norm) ? normal.norm : null;
}
