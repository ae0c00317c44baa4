import { describe, expect, it } from "vitest";
import { sentFolder } from "./folder-rules";

describe("the folder of what was sent", () => {
  it.each([
    [[{ path: "INBOX" }, { path: "Sent Items" }], "Sent Items"],
    [[{ path: "INBOX" }, { path: "INBOX.Gesendet" }], "INBOX.Gesendet"],
    [[{ path: "Sent" }, { path: "Verzonden", specialUse: "\\Sent" }], "Verzonden"],
    [[{ path: "Sent", specialUse: "\\Archive" }, { path: "Notes" }], undefined],
  ])("of %j is %s", (folders, path) => {
    expect(sentFolder(folders)?.path).toBe(path);
  });
});
