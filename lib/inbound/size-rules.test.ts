import { describe, expect, it, test } from "vitest";
import { parseMessage } from "./parse-message";
import { boundedMail } from "./size-rules";

const now = new Date("2026-11-26T09:00:00Z");
const head = "From: ada@x.example\r\nTo: rep@us.example\r\nMessage-ID: <m@x>\r\nSubject: Offer\r\n";
const long = (text: string, bytes: number) => text.repeat(Math.ceil(bytes / text.length));
const nested = (depth: number, inner: string): string =>
  depth === 0
    ? inner
    : `Content-Type: multipart/mixed; boundary="n${depth}"\r\n\r\n--n${depth}\r\n${nested(depth - 1, inner)}\r\n--n${depth}--`;
const text = "Content-Type: text/plain\r\n\r\nThe words that count.";
const lines = (bytes: Uint8Array) => bytes.filter((byte) => byte === 10).length;

describe("a long message is read in a bounded time", () => {
  test.each([
    ["of empty lines", `${head}\r\n${long("\n", 26_000_000)}`],
    ["of one-letter lines", `${head}\r\n${long("a\r\n", 26_000_000)}`],
    ["of many lines in few bytes", `${head}\r\n${long("\n", 250_000)}`],
    ["of one line", `${head}\r\n${long("a", 26_000_000)}`],
    ["of boundaries", `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${long("--b\r\n\r\n", 26_000_000)}`],
    [
      "of what looks like boundaries",
      `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${long("--\n", 26_000_000)}`,
    ],
    ["of header fields", `${long("X-A: b\r\n", 26_000_000)}\r\nwords`],
    [
      "of boundaries that it declares",
      long(`Content-Type: multipart/mixed; boundary="b"; boundary="c"\r\n\r\n--b\r\n`, 26_000_000),
    ],
    ["of messages in messages", `${head}${long("Content-Type: message/rfc822\r\n\r\n", 26_000_000)}`],
  ])(
    "%s",
    async (_, raw) => {
      const read = boundedMail(Buffer.from(raw));
      expect(read.length).toBeLessThanOrEqual(3_100_000);
      expect(lines(read)).toBeLessThanOrEqual(30_500);
      await parseMessage(Buffer.from(raw), now);
    },
    30_000,
  );
});

describe("an ordinary long message loses no word", () => {
  const attached = (bytes: number) =>
    `Content-Type: application/pdf; name="a.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n${long(`${"QUJD".repeat(19)}\r\n`, bytes)}`;

  it("reads the words before and after what is attached", async () => {
    const mixed = `${head}Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n${text}\r\n--b\r\n${attached(9_000_000)}--b\r\nContent-Type: text/plain\r\n\r\nAnd a footer.\r\n--b--\r\n`;
    const mail = await parseMessage(Buffer.from(mixed), now);
    expect(mail?.text.replace(/\s+/g, " ")).toBe("The words that count. And a footer.");
  });

  it("reads the words of alternatives within related parts within mixed ones", async () => {
    const inner = `Content-Type: multipart/alternative; boundary=in\r\n\r\n--in\r\n${text}\r\n--in\r\nContent-Type: text/html\r\n\r\n<p>The words</p>\r\n--in--`;
    const mixed = `${head}Content-Type: multipart/mixed; boundary="out"\r\n\r\n--out\r\n${inner}\r\n--out\r\n${attached(5_000_000)}--out--\r\n`;
    expect((await parseMessage(Buffer.from(mixed), now))?.text).toBe("The words that count.");
  });

  it("reads what lies fifty deep, in a short message and in a long one", async () => {
    const deep = `${head}${nested(50, text)}\r\n`;
    expect((await parseMessage(Buffer.from(deep), now))?.text).toContain("The words that count.");
    const longer = Buffer.from(`${deep}${long("epilogue\r\n", 600_000)}`);
    expect((await parseMessage(longer, now))?.text).toContain("The words that count.");
  });

  it("leaves a short one as it came", () => {
    const raw = Buffer.from(`${head}\r\nWords`);
    expect(boundedMail(raw)).toBe(raw);
  });
});

test("a long message in one line keeps its beginning", () => {
  const raw = Buffer.from(`Subject: x\r\n\r\n${"word ".repeat(1_000_000)}`);
  const kept = Buffer.from(boundedMail(raw)).toString();
  expect(kept).toMatch(/^Subject: x\r\n\r\nword word /);
  expect(kept.length).toBeLessThan(2_000_000);
});
