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

type Folder = { path: string; specialUse?: string };
/** `kept`: where people put mail away, and where years of it may lie. */
export type ReadFolder = { path: string; sent: boolean; kept?: boolean };

/** How far back mail that was put away is read, in days, when a mailbox is first read. */
export const KEPT_DAYS = 90;

/** What is read of a mailbox: what arrived, what was put away (all of it where the server has one folder for that), and what was sent from it. */
export function foldersToRead(folders: readonly Folder[]): ReadFolder[] {
  const find = (use: string, names: RegExp) =>
    folders.find((one) => one.specialUse === use) ??
    folders.find((one) => one.specialUse === undefined && names.test(one.path));
  const sent = find("\\Sent", /^(INBOX[./])?(Sent|Sent Items|Sent Messages|Gesendet|Gesendete Objekte)$/i);
  const kept =
    folders.find((one) => one.specialUse === "\\All") ?? find("\\Archive", /^(INBOX[./])?(Archives?|Archiv)$/i);
  return [
    { path: "INBOX", sent: false },
    ...(kept && kept.path !== sent?.path ? [{ path: kept.path, sent: false, kept: true }] : []),
    ...(sent ? [{ path: sent.path, sent: true }] : []),
  ];
}

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
