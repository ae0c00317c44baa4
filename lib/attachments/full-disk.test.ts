import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "touchline-full-"));
});
afterEach(() => rmSync(home, { recursive: true }));

/** In a program none of whose files may grow past 32 KB: to who writes, a disk that is full after so much. */
function withoutRoom(program: string): unknown {
  const given = ["-c", 'ulimit -f 64 && exec "$@"', "sh", process.execPath, "--import", "tsx"];
  const env = { ...process.env, TOUCHLINE_HOME: home, TSX_DISABLE_CACHE: "1" };
  const done = spawnSync("/bin/sh", [...given, "--input-type=module", "-e", program], { env, encoding: "utf8" });
  expect(done.stderr).toBe("");
  return JSON.parse(done.stdout);
}

const files = () => readdirSync(home, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());

test("a captured message that finds the disk full is tried later, and no half of it is left", {
  timeout: 60_000,
}, () => {
  const outcomes = withoutRoom(`
    const { openCapturedLine } = await import("@/lib/mail/open-captured-line");
    const letter = (id, size) => ({ id, messageId: "<1@x>", from: "a@x.example", to: "b@x.example", raw: Buffer.alloc(size, "x") });
    const line = openCapturedLine();
    const large = await line.send(letter("large", 200_000), async () => true);
    const small = await line.send(letter("small", 2000), async () => true);
    console.log(JSON.stringify([large.kind, small.kind]));`);
  expect(outcomes).toEqual(["later", "sent"]);
  expect(files().map((one) => one.name)).toEqual(["small.eml"]);
});

test("a file that finds the disk full is not taken in, says so, and no half of it is left", () => {
  const refused = withoutRoom(`
    const { storeAttachment } = await import("@/lib/attachments/store-attachment");
    const actor = { userId: "1", name: "Rep", role: "rep", via: "web", scopes: [] };
    const context = { orgId: "00000000-0000-7000-8000-000000000001", actor, now: new Date(), requestId: "1" };
    const bytes = (async function* () { for (let piece = 0; piece < 20; piece++) yield Buffer.alloc(10_000, "x"); })();
    const error = await storeAttachment(context, { name: "a.pdf", type: "application/pdf", bytes }).catch((one) => one);
    console.log(JSON.stringify(error.code));`);
  expect(refused).toBe("UNAVAILABLE");
  expect(files().filter((one) => one.parentPath.includes("attachments"))).toEqual([]);
});
