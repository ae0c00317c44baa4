import { expect, it } from "vitest";
import { defaultFolders, foldersToRead, keptFolders, offeredFolders } from "./folder-rules";

const gmail = [
  { path: "INBOX" },
  { path: "[Gmail]", flags: new Set(["\\Noselect"]) },
  { path: "[Gmail]/All Mail", specialUse: "\\All" },
  { path: "[Gmail]/Drafts", specialUse: "\\Drafts" },
  { path: "[Gmail]/Sent Mail", specialUse: "\\Sent" },
  { path: "Clients" },
];

it("reads what arrived, what was put away and what was sent, while nobody has chosen", () => {
  expect(foldersToRead(gmail)).toEqual([
    { path: "INBOX", sent: false },
    { path: "[Gmail]/All Mail", sent: false, kept: true },
    { path: "[Gmail]/Sent Mail", sent: true },
  ]);
  expect(foldersToRead([{ path: "INBOX" }, { path: "INBOX.Gesendet" }, { path: "Archiv" }])).toEqual([
    { path: "INBOX", sent: false },
    { path: "Archiv", sent: false, kept: true },
    { path: "INBOX.Gesendet", sent: true },
  ]);
});

it("reads the folders that somebody chose and no other, as far as they are there", () => {
  expect(foldersToRead(gmail, ["[Gmail]/Sent Mail", "Clients", "Gone"])).toEqual([
    { path: "Clients", sent: false, kept: true },
    { path: "[Gmail]/Sent Mail", sent: true },
  ]);
});

it("offers no drafts and nothing that only holds other folders", () => {
  const offered = offeredFolders(gmail);
  expect(offered.map((one) => one.path)).toEqual(["INBOX", "[Gmail]/All Mail", "Clients", "[Gmail]/Sent Mail"]);
  expect(defaultFolders(offered)).toEqual(["INBOX", "[Gmail]/All Mail", "[Gmail]/Sent Mail"]);
  expect(keptFolders({ offered_folders: [...offered, "x", null], folders: ["INBOX", 1] })).toEqual({
    offered,
    chosen: ["INBOX"],
  });
  expect(keptFolders({})).toEqual({ offered: [], chosen: null });
});
