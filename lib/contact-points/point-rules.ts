import { AppError, type FieldError } from "@/lib/core/errors";
import { type Normal, normalizeEmail, normalizeLinkedin, normalizePhone } from "./rules";
import type { AddressKind } from "./schema";

export type GivenAddresses = Partial<Record<"email" | "phone" | "linkedin", string | null>>;
export type Point = { kind: AddressKind; raw: string; norm: string };

/** The normal forms of the given addresses; throws INVALID naming every one that cannot be one. */
export function pointsOf(given: GivenAddresses, region: string): Point[] {
  const points: Point[] = [];
  const errors: FieldError[] = [];
  for (const kind of ["email", "phone", "linkedin"] as const) {
    const raw = given[kind];
    if (!raw) continue;
    const normal = normalizers[kind](raw, region);
    if (normal.ok) points.push({ kind, raw, norm: normal.norm });
    else errors.push({ path: kind, message: normal.reason });
  }
  if (errors.length === 0) return points;
  throw new AppError("INVALID", errors.map((one) => `${one.path}: ${one.message}`).join("; "), { errors });
}

const normalizers: Record<AddressKind, (raw: string, region: string) => Normal> = {
  email: (raw) => normalizeEmail(raw),
  phone: normalizePhone,
  linkedin: (raw) => normalizeLinkedin(raw),
};
