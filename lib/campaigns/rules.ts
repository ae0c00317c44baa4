import { AppError, invalid } from "@/lib/core/errors";

/** INVALID for a source or an account that is not here. */
export function requireLinks({ source, account }: { source: boolean; account: boolean }): void {
  if (!source) throw invalid("source_id", "There is no such source. GET /api/lead_sources lists them.");
  if (!account) throw invalid("account_id", "There is no such budget account. GET /api/budget/accounts lists them.");
}

/** CONFLICT that names the campaign. */
export const nameTaken = (name: string) =>
  new AppError("CONFLICT", `There is a campaign "${name}" already. Use that one, or another name.`);

/** STALE when somebody changed it since it was looked at. */
export function requireVersion(version: number, looked: number | undefined): void {
  if (looked === undefined || looked === version) return;
  throw new AppError("STALE", "Somebody changed this campaign since you opened it. Reload, then change it again.");
}
