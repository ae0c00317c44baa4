import { expect, it } from "vitest";
import { messageOf } from "./parse-message";
import { readMime } from "./read-mime";

const words = "Grüße aus Köln, déjà vu: 100 €";
const windows = Buffer.from(words.replace("€", "\x80"), "latin1");
const now = new Date("2026-11-20T12:00:00Z");
const head = (more: string) =>
  Buffer.from(`From: ada@x.example\r\nDate: Fri, 20 Nov 2026 09:00:00 +0000\r\nMessage-ID: <c@x>\r\n${more}\r\n\r\n`);

async function read(bytes: Buffer) {
  const mime = await readMime(bytes);
  const message = mime && messageOf(mime.mail, now);
  return [message?.subject, message?.text];
}

const quoted = (bytes: Buffer) =>
  [...bytes].map((one) => `=${one.toString(16).padStart(2, "0").toUpperCase()}`).join("");

it.each<[string, string, Buffer]>([
  ["Windows text that calls itself UTF-8", "Subject: Hi\r\nContent-Type: text/plain; charset=utf-8", windows],
  [
    "the same in quoted-printable",
    'Subject: Hi\r\nContent-Type: text/plain; charset="UTF-8"\r\nContent-Transfer-Encoding: quoted-printable',
    Buffer.from(quoted(windows)),
  ],
  [
    "the same in base64",
    "Subject: Hi\r\nContent-Type: text/plain; charset=utf8\r\nContent-Transfer-Encoding: base64",
    Buffer.from(windows.toString("base64")),
  ],
  ["Windows text that says nothing", "Subject: Hi", windows],
  ["UTF-8 that calls itself Latin", "Subject: Hi\r\nContent-Type: text/plain; charset=iso-8859-1", Buffer.from(words)],
  ["UTF-8 that says so", "Subject: Hi\r\nContent-Type: text/plain; charset=utf-8", Buffer.from(words)],
])("reads every letter of %s", async (_, more, body) => {
  expect(await read(Buffer.concat([head(more), body]))).toEqual(["Hi", words]);
});

it("reads a subject whose bytes say nothing of their charset, and leaves a letter that was lost before where it is", async () => {
  const raw = Buffer.concat([Buffer.from("Subject: Grüße\r\n", "latin1"), head("X: y"), Buffer.from("Hello")]);
  expect(await read(raw)).toEqual(["Grüße", "Hello"]);
  const lost = Buffer.concat([
    head("Subject: x\r\nContent-Type: text/plain; charset=utf-8"),
    Buffer.from("Größe ist \ufffd und schön"),
  ]);
  expect(await read(lost)).toEqual(["x", "Größe ist \ufffd und schön"]);
});
