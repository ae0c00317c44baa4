/** A folder as its server lists it. */
export type Folder = { path: string; specialUse?: string; flags?: ReadonlySet<string> };

/** The folder with this use, as the server says, else the first without any whose name tells. */
export const folderFor = (folders: readonly Folder[], use: string, names: RegExp): Folder | undefined =>
  folders.find((one) => one.specialUse === use) ??
  folders.find((one) => one.specialUse === undefined && names.test(one.path));

/** Where the server keeps what was sent from a mailbox. */
export const sentFolder = (folders: readonly Folder[]): Folder | undefined =>
  folderFor(folders, "\\Sent", /^(INBOX[./])?(Sent|Sent Items|Sent Messages|Gesendet|Gesendete Objekte)$/i);
