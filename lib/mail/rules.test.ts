import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isOutside } from "./check-host";
import { composeMail, type Mail } from "./compose-mail";
import { capResponse, outcomeOfFailure, RESPONSE_BYTES } from "./rules";

const mail = (change: Partial<Mail> = {}): Mail => ({
  id: "0190a000-0000-7000-8000-000000000001",
  messageId: "<1@touchline.invalid>",
  from: { name: "Zoë Äpfel, Dr.", address: "zoe@sender.example" },
  to: { name: "岡田 愛", address: "doe@acme.example" },
  subject: "Grüße",
  text: "Hello",
  date: new Date("2026-03-01T10:00:00Z"),
  ...change,
});
const textOf = async (change?: Partial<Mail>) => (await composeMail(mail(change))).raw.toString("utf8");

describe("a mail", () => {
  test("always has a plain part, beside the HTML where there is some", async () => {
    expect(await textOf()).toMatch(/Content-Type: text\/plain/);
    const both = await textOf({ html: "<p>Hello</p>" });
    expect(both).toMatch(/multipart\/alternative/);
    expect(both).toMatch(/text\/plain[\s\S]*text\/html/);
  });

  test("has its name, what it answers and the whole conversation in its headers", async () => {
    const text = await textOf({ inReplyTo: "<b@x>", references: ["<a@x>", "<b@x>"] });
    expect(text).toContain("Message-ID: <1@touchline.invalid>");
    expect(text).toContain("In-Reply-To: <b@x>");
    expect(text).toContain("References: <a@x> <b@x>");
  });

  test("has no line longer than 998 characters and only CRLF between lines, whatever it says", async () => {
    const text = await textOf({
      text: `${"x".repeat(5000)}\n${"é".repeat(3000)}\r\n.\r\nend`,
      subject: "ü".repeat(900),
    });
    for (const line of text.split("\r\n")) expect(line.length).toBeLessThanOrEqual(998);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  const fields: [string, (value: string) => Partial<Mail>][] = [
    ["subject", (value) => ({ subject: value })],
    ["name", (value) => ({ from: { name: value, address: "a@b.example" } })],
    ["recipient", (value) => ({ to: { name: null, address: `a@b.example${value}` } })],
    ["Message-ID", (value) => ({ messageId: `<1@x>${value}` })],
    ["In-Reply-To", (value) => ({ inReplyTo: value })],
    ["References", (value) => ({ references: [value] })],
    ["header", (value) => ({ headers: { "X-Tag": value } })],
    ["name of a header", (value) => ({ headers: { [`X-Tag${value}`]: "1" } })],
    [
      "attachment",
      (value) => ({ attachments: [{ filename: value, contentType: "text/plain", content: Buffer.from("x") }] }),
    ],
  ];
  test.each(fields)("refuses a line break or NUL in its %s", async (_, change) => {
    for (const bad of ["a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\0b"])
      await expect(composeMail(mail(change(bad)))).rejects.toMatchObject({ code: "INVALID" });
  });

  test("never has a header that nobody gave, for any text in any field", async () => {
    const names = (text: string) =>
      (text.split("\r\n\r\n")[0] ?? "")
        .split("\r\n")
        .filter((line) => /^\S/.test(line))
        .map((line) => line.split(":")[0]);
    const usual = names(await textOf());
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary", maxLength: 200 }),
        fc.string({ unit: "binary", maxLength: 80 }),
        async (subject, name) => {
          const made = await textOf({ subject, from: { name, address: "a@b.example" } }).catch(() => null);
          if (made !== null) expect(usual).toEqual(expect.arrayContaining(names(made)));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("what a server answered", () => {
  test("is kept without passwords and tokens, in whatever form they come", () => {
    const secret = "s3cret-pässword";
    const said = `535 auth failed for ${secret} ${Buffer.from(secret).toString("base64")} ${encodeURIComponent(secret)} Authorization: Bearer abcdef123456 password=hunter22 api_key: "re_1234567890abcdef" eyJhbGciOiJIUzI1NiJ9.x`;
    const kept = capResponse(said, [secret]);
    expect(kept).toMatch(/^535 auth failed/);
    for (const part of [
      secret,
      "hunter22",
      "abcdef123456",
      "re_1234567890abcdef",
      "eyJhbGciOiJIUzI1NiJ9",
      Buffer.from(secret).toString("base64"),
    ])
      expect(kept).not.toContain(part);
  });

  test("never has more than 8 KB, nor half a character or a NUL", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(9000), (text, times) => {
        const kept = capResponse(`${text}é\0`.repeat(1 + (times % 4000)).slice(0, 30_000));
        expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(RESPONSE_BYTES);
        expect(kept).not.toContain("\0");
      }),
      { numRuns: 50 },
    );
  });
});

test.each([
  ["8.8.8.8", true],
  ["2606:4700:4700::1111", true],
  ["127.0.0.1", false],
  ["127.9.9.9", false],
  ["10.1.2.3", false],
  ["172.31.0.1", false],
  ["192.168.1.1", false],
  ["169.254.169.254", false],
  ["100.100.0.1", false],
  ["0.0.0.0", false],
  ["224.0.0.1", false],
  ["255.255.255.255", false],
  ["::1", false],
  ["::", false],
  ["::ffff:127.0.0.1", false],
  ["::ffff:7f00:1", false],
  ["64:ff9b::7f00:1", false],
  ["fe80::1%eth0", false],
  ["fd00::1", false],
  ["2002:7f00:1::", false],
  ["not an address", false],
])("%s lies on the open internet: %s", (address, outside) => {
  expect(isOutside(address)).toBe(outside);
});

test.each([
  ["450 4.7.1 Too many messages, slow down", true],
  ["421 4.7.28 Our system has detected an unusual rate of mail. Rate limit exceeded", true],
  ["450 4.2.0 Greylisted, try again in 300 seconds", false],
  ["452 4.2.2 Mailbox full", false],
])("a word about our pace is none about the message: %s", (response, pace) => {
  const failure = { responseCode: Number(response.slice(0, 3)), command: "RCPT TO", response, message: response };
  expect(outcomeOfFailure(failure, false)).toEqual({ kind: "later", response, pace });
});

test.each([
  ["AUTH PLAIN", 535, "535 5.7.8 Authentication credentials invalid", true],
  ["AUTH PLAIN", 534, "534 5.7.9 Application-specific password required", true],
  ["AUTH LOGIN", 535, "535 5.7.139 SmtpClientAuthentication is disabled for the Tenant", true],
  ["MAIL FROM", 530, "530 5.7.57 Client not authenticated to send mail", true],
  ["MAIL FROM", 550, "550 5.7.8 Sign in first", true],
  ["AUTH PLAIN", 454, "454 4.7.0 Temporary authentication failure", false],
  ["AUTH PLAIN", 535, "535 5.7.0 Too many connections, try later", false],
  ["RCPT TO", 530, "530 No such person", false],
  ["MAIL FROM", 550, "550 5.1.8 Bad sender", false],
])("%s answered %i %s is a word about our sign-in: %s", (command, responseCode, response, isAboutUs) => {
  const outcome = outcomeOfFailure({ command, responseCode, response, message: "" }, false);
  expect("signIn" in outcome).toBe(isAboutUs);
});
