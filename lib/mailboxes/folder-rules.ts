/** A folder as its server lists it. */
export type Folder = { path: string; specialUse?: string; flags?: ReadonlySet<string> };
/** `kept`: where people put mail away, and where years of it may lie. */
export type ReadFolder = { path: string; sent: boolean; kept?: boolean };
/** A folder that can be read, as a person chooses it. */
export type OfferedFolder = { path: string; use: "inbox" | "sent" | "all" | "archive" | null };

/** The folder with this use, as the server says, else the first without any whose name tells. */
const folderFor = (folders: readonly Folder[], use: string, names: RegExp): Folder | undefined =>
  folders.find((one) => one.specialUse === use) ??
  folders.find((one) => one.specialUse === undefined && names.test(one.path));

/** Where the server keeps what was sent from a mailbox. */
export const sentFolder = (folders: readonly Folder[]): Folder | undefined =>
  folderFor(folders, "\\Sent", /^(INBOX[./])?(Sent|Sent Items|Sent Messages|Gesendet|Gesendete Objekte)$/i);

/**
 * What is read of a mailbox: the folders that somebody chose, else what arrived, what was put away (all of it where the server has one folder for
 * that), and what was sent from it.
 */
export function foldersToRead(folders: readonly Folder[], chosen: readonly string[] | null = null): ReadFolder[] {
  const offered = offeredFolders(folders);
  const asked = chosen ?? defaultFolders(offered);
  return offered
    .filter((one) => asked.includes(one.path))
    .map(({ path, use }) => ({ path, sent: use === "sent", ...(use !== "inbox" && use !== "sent" && { kept: true }) }));
}

/** The folders that can be read: INBOX first and what was sent last; no drafts, and nothing that only holds other folders. */
export function offeredFolders(folders: readonly Folder[]): OfferedFolder[] {
  const sent = sentFolder(folders)?.path;
  const all = folders.find((one) => one.specialUse === "\\All")?.path;
  const archive = folderFor(folders, "\\Archive", /^(INBOX[./])?(Archives?|Archiv)$/i)?.path;
  const isOffered = ({ path, specialUse, flags }: Folder) =>
    path.toUpperCase() !== "INBOX" && path !== sent && specialUse !== "\\Drafts" && !flags?.has("\\Noselect");
  const others = folders.filter(isOffered).map(({ path }): OfferedFolder => {
    if (path === all) return { path, use: "all" };
    return { path, use: path === archive ? "archive" : null };
  });
  return [{ path: "INBOX", use: "inbox" }, ...others, ...(sent ? [{ path: sent, use: "sent" as const }] : [])];
}

/** What is read of these while nobody has chosen. */
export function defaultFolders(offered: readonly OfferedFolder[]): string[] {
  const kept = offered.find((one) => one.use === "all") ?? offered.find((one) => one.use === "archive");
  return offered.filter((one) => one.use === "inbox" || one.use === "sent" || one === kept).map((one) => one.path);
}

/** What a mailbox keeps of its folders: those that its server showed last, and which somebody chose. */
export function keptFolders(settings: Record<string, unknown>): { offered: OfferedFolder[]; chosen: string[] | null } {
  const { offered_folders: offered, folders } = settings;
  const isFolder = (one: unknown): one is OfferedFolder =>
    typeof one === "object" && one !== null && "path" in one && typeof one.path === "string" && "use" in one;
  return {
    offered: Array.isArray(offered) ? offered.filter(isFolder) : [],
    chosen: Array.isArray(folders) ? folders.filter((one): one is string => typeof one === "string") : null,
  };
}
