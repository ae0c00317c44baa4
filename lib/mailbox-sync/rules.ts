import { AppError } from "@/lib/core/errors";
import { cutText } from "@/lib/core/text-rules";

/** How far a folder has been read. A server that numbers anew says so by another `validity`; then it is read again from the beginning. */
export type FolderPlace = { validity: string; uid: number };
export type SyncCursor = Record<string, FolderPlace>;

/** The number after which a folder is read on. */
export function readFrom(cursor: SyncCursor, folder: string, validity: string): number {
  const place = cursor[folder];
  return place !== undefined && place.validity === validity ? place.uid : 0;
}

/** The cursor as the database has it; what is not one reads from the beginning. */
export function cursorOf(stored: Record<string, unknown>): SyncCursor {
  const places = Object.entries(stored).flatMap(([folder, value]): [string, FolderPlace][] => {
    if (typeof value !== "object" || value === null || !("validity" in value) || !("uid" in value)) return [];
    const { validity, uid } = value;
    return typeof validity === "string" && typeof uid === "number" ? [[folder, { validity, uid }]] : [];
  });
  return Object.fromEntries(places);
}

/** How far back mail that was put away is read, in days, when a mailbox is first read. */
export const KEPT_DAYS = 90;

/** Seconds to wait before connecting again after so many failures in a row. */
export const waitAfter = (failures: number): number => Math.min(900, 5 * 2 ** Math.max(0, failures - 1));

/** What went wrong, for people: no password, no line break, at most a line. */
export function syncProblem(error: unknown): string {
  if (error instanceof AppError) return error.detail;
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && "authenticationFailed" in error && error.authenticationFailed)
    return "The server did not accept the user name or password. Enter them again.";
  return cutText(text.replace(/\s+/g, " "), 300) || "The connection failed.";
}
