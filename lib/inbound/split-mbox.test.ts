import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitMbox } from "@/lib/inbound/split-mbox";

const postmark = "From ada@example.org Thu Aug 22 12:00:00 2002\n";

async function* inPieces(text: string, size: number) {
  const bytes = Buffer.from(text, "latin1");
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function split(text: string, size = 7, longest?: number) {
  const found = [];
  for await (const message of splitMbox(inPieces(text, size), longest)) {
    const { offset, length, bytes } = message;
    found.push({ offset, length, text: bytes === null ? null : Buffer.from(bytes).toString("latin1") });
  }
  return found;
}

const texts = async (text: string, size?: number) => (await split(text, size)).map((message) => message.text);

describe("a mailbox file", () => {
  it("is split at its postmarks, which belong to no message", async () => {
    expect(await texts(`${postmark}A: 1\n\none\n\n${postmark}B: 2\n\ntwo\n`)).toEqual([
      "A: 1\n\none\n\n",
      "B: 2\n\ntwo\n",
    ]);
  });

  it("takes off one > of quoted From lines of any depth", async () => {
    const body = ">From me\n>>From you\n> From them\n>Fromage\n";
    expect(await texts(`${postmark}\n${body}`)).toEqual(["\nFrom me\n>From you\n> From them\n>Fromage\n"]);
  });

  it("keeps CRLF, and splits at postmarks that end with it", async () => {
    const file = `${postmark}A: 1\n\none\n\n${postmark}B: 2\n\ntwo\n`.replaceAll("\n", "\r\n");
    expect(await texts(file)).toEqual(["A: 1\r\n\r\none\r\n\r\n", "B: 2\r\n\r\ntwo\r\n"]);
  });

  it.each([
    "From - Thu Aug 22 12:00:00 2002",
    "From MAILER-DAEMON Fri Jul  8 12:08:34 2011",
    "From 1786@xxx Mon Jan 02 03:04:05 +0000 2023",
    "From ada@example.org",
  ])("knows the postmark %s", async (line) => {
    expect(await texts(`${postmark}\none\n\n${line}\n\ntwo\n`)).toHaveLength(2);
  });

  it("does not split at a sentence that begins with From, nor at a postmark inside a paragraph", async () => {
    expect(await texts(`${postmark}\nHello\n\nFrom here on it is easy.\n`)).toHaveLength(1);
    expect(await texts(`${postmark}\nShe wrote\n${postmark}in her file.\n`)).toHaveLength(1);
  });

  it("reads the last message without a newline at its end", async () => {
    expect(await texts(`${postmark}\none`)).toEqual(["\none"]);
  });

  it("takes a file without postmark as one message, and an empty file as none", async () => {
    expect(await texts("Subject: one\n\nbody\n")).toEqual(["Subject: one\n\nbody\n"]);
    expect(await texts("")).toEqual([]);
    expect(await texts("\n\n")).toEqual([]);
  });

  it("counts a message that is too long without keeping it, and goes on", async () => {
    const file = `${postmark}\n${"x".repeat(300)}\n\n${postmark}\ntwo\n`;
    expect((await split(file, 50, 200)).map((message) => message.text)).toEqual([null, "\ntwo\n"]);
  });

  it("reads a megabyte on one line, and a From inside such a line opens nothing", async () => {
    const long = `${"x".repeat(70_000)}From ada@example.org Thu Aug 22 12:00:00 2002 ${"y".repeat(1_000_000)}`;
    const found = await texts(`${postmark}\n${long}\n\n${postmark}\ntwo\n`, 65_536);
    expect(found.map((text) => text?.length)).toEqual([long.length + 3, 5]);
  });

  it("gives the same messages whatever the size of the pieces, and their places cover the file", async () => {
    const line = fc.constantFrom("", "", postmark.trim(), ">From x", "From x y", "Subject: a", "ü", "\r");
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), fc.integer({ min: 1, max: 40 }), async (lines, size) => {
        const text = `${postmark}${lines.join("\n")}`;
        const whole = await split(text, 1_000_000);
        expect(await split(text, size)).toEqual(whole);
        expect(whole.reduce((sum, message) => sum + message.length, 0)).toBe(Buffer.byteLength(text, "latin1"));
        expect(whole.map((message) => message.offset)).toEqual(
          whole.map((_, at) => whole.slice(0, at).reduce((sum, message) => sum + message.length, 0)),
        );
      }),
    );
  });
});
