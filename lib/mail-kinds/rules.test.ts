import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { returnDate } from "./absence-rules";
import { classifyMail } from "./classify-mail";

const now = new Date("2026-11-26T00:00:00Z");
const sent = "Date: Thu, 26 Nov 2026 09:00:00 +0000";
const mail = (lines: string) => classifyMail(Buffer.from(lines.trim().replaceAll("\n", "\r\n")), now);
const letter = (headers: string, body = "Hello") =>
  mail(`From: Ada <ada@x.org>\nTo: rep@us.example\n${sent}\n${headers}\n\n${body}`);

describe("a person's letter", () => {
  it.each([
    ["an answer", "Subject: Re: Offer\nIn-Reply-To: <a@us.example>"],
    ["an answer through a list", "Subject: Re: [list] Offer\nList-Id: <l.x.org>\nReferences: <a@us.example>"],
    ["Auto-Submitted: no", "Subject: Offer\nAuto-Submitted: no"],
    ["a question about bounced mail", "Subject: Fwd: Undelivered Mail Returned to Sender"],
    ["a subject about delivery", "Subject: Delivery status of our order"],
    ["words about being away", "Subject: Lunch?"],
  ])("is human: %s", async (_, headers) => {
    const body =
      "Your message could not be delivered, I am told: 550 5.1.1 <bob@x.org>. I am out of office until Monday.";
    expect((await letter(headers, body)).kind).toBe("human");
  });
});

describe("what a machine sends", () => {
  it.each([
    ["auto_reply", "Subject: Ticket 7 received\nAuto-Submitted: auto-replied"],
    ["auto_reply", "Subject: Automatic reply: Offer"],
    ["out_of_office", "Subject: Automatische Antwort: Angebot", "Ich bin bis 3.12. im Urlaub."],
    ["out_of_office", "Subject: Out of Office: Offer", "Back soon."],
    ["list", "Subject: News\nList-Id: <n.x.org>\nList-Unsubscribe: <mailto:u@x.org>"],
    ["list", "Subject: Sale\nPrecedence: bulk"],
    ["other", "Subject: Nightly job\nAuto-Submitted: auto-generated"],
  ])("is %s by %s", async (kind, headers, body = "Hello") => {
    const verdict = await letter(headers, body);
    expect([verdict.kind, verdict.evidence !== ""]).toEqual([kind, true]);
  });

  it("is neither bounce nor answer when it reports that a message arrived or was read", async () => {
    const report = (type: string, part: string, lines: string) =>
      mail(
        `From: postmaster@x.org\n${sent}\nSubject: Report\nContent-Type: multipart/report; report-type=${type}; boundary=b\n\n--b\n\nDone\n--b\nContent-Type: message/${part}\n\n${lines}\n--b--`,
      );
    const arrived = "Reporting-MTA: dns; x.org\n\nFinal-Recipient: rfc822; ada@x.org\nAction: delivered\nStatus: 2.0.0";
    expect((await report("delivery-status", "delivery-status", arrived)).kind).toBe("other");
    const read = "Final-Recipient: rfc822; ada@x.org\nDisposition: manual-action/MDN-sent-manually; displayed";
    expect((await report("disposition-notification", "disposition-notification", read)).kind).toBe("other");
    const late = "Reporting-MTA: dns; x.org\n\nFinal-Recipient: rfc822; ada@x.org\nAction: delayed\nStatus: 4.4.1";
    expect(await report("delivery-status", "delivery-status", late)).toMatchObject({
      kind: "bounce",
      hard: false,
      recipient: "ada@x.org",
    });
  });
});

it.each([
  ["I am back on Monday, 30 November.", "2026-11-30"],
  ["Out until 5 January 2027", "2027-01-05"],
  ["away until May 5th", "2027-05-05"],
  ["I will return to the office on 12/01/2026.", "2026-12-01"],
  ["back 01/12", "2026-12-01"],
  ["Ich bin bis einschließlich 03.12.2026 im Urlaub", "2026-12-03"],
  ["wieder ab dem 7. Dezember erreichbar", "2026-12-07"],
  ["de retour le 4 janvier", "2027-01-04"],
  ["hasta el 9 de diciembre de 2026", "2026-12-09"],
  ["until 2026-12-24", "2026-12-24"],
  ["back on Monday", "2026-11-30"],
  ["12月5日まで不在", "2026-12-05"],
  ["On vacation 12/21 - 1/4", "2027-01-04"],
  ["out of office: 21 Dec – 4 Jan", "2027-01-04"],
  ["Out of office December 21 - January 4", "2027-01-04"],
  ["Urlaub 21.12. - 4.1.", "2027-01-04"],
  ["estaré de vuelta el 4 de enero", "2027-01-04"],
  ["Sono in ferie fino al 7 gennaio", "2027-01-07"],
  ["Tillbaka den 7 januari", "2027-01-07"],
  ["Jestem na urlopie do 4 stycznia", "2027-01-04"],
  ["I am away and will be back tomorrow", "2026-11-27"],
  ["I will return in two weeks", "2026-12-10"],
  ["back in 10 days", "2026-12-06"],
  ["I am out of the office with limited access to email.", null],
  ["Call 555-1234 until then, room 31.", null],
  ["until 31 February", null],
  ["away until further notice", null],
  ["I answer mail again as soon as I can, 24/7 - promised.", null],
])("reads when they are back: %s", (text, day) => {
  expect(returnDate(text, now)).toBe(day);
});

describe("ugly input", () => {
  const nested = (depth: number) => {
    const open = Array.from(
      { length: depth },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\n\n--b${n}`,
    ).join("\n");
    return `From: ada@x.org\n${sent}\nSubject: Deep\n${open}\nContent-Type: text/plain\n\nHello\n${Array.from({ length: depth }, (_, n) => `--b${depth - n - 1}--`).join("\n")}`;
  };
  it("is read: parts in parts, 50 and 400 deep", async () => {
    expect((await mail(nested(50))).kind).toBe("human");
    expect((await mail(nested(400))).kind).toBeDefined();
  });

  it("is read: 30 MB", async () => {
    const line = `${"x".repeat(998)}\r\n`;
    const head = `From: MAILER-DAEMON@x.org\r\nSubject: Undelivered Mail\r\n\r\n<ada@x.org>: 550 5.1.1 User unknown\r\n\r\n`;
    const verdict = await classifyMail(Buffer.from(head + line.repeat(30_000)), now);
    expect(verdict).toMatchObject({ kind: "bounce", recipient: "ada@x.org", hard: true });
  }, 30_000);

  it.each([
    ["a charset that lies", "From: ada@x.org\nSubject: Hi\nContent-Type: text/plain; charset=utf-7-of-nowhere\n\nHi"],
    ["a group instead of a sender", "From: Undisclosed: ;\nTo: Us: rep@us.example, ada@x.org;\nSubject: Hi\n\nHi"],
    ["no header at all", "\n\nHi"],
    [
      "dates out of time",
      "From: ada@x.org\nDate: Thu, 1 Jan 1970 00:00:00 +0000\nSubject: Auto-reply: x\n\naway until Friday",
    ],
    [
      "dates ahead of time",
      "From: ada@x.org\nDate: Thu, 1 Jan 2099 00:00:00 +0000\nSubject: Auto-reply: x\n\naway until Friday",
    ],
  ])("is read: %s", async (_, text) => {
    expect((await mail(text)).kind).toBeDefined();
  });

  it("never throws, whatever bytes come", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        expect((await classifyMail(bytes, now)).kind).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });

  it("is not slowed by lines made to slow it", async () => {
    const evil = [
      "a".repeat(100_000),
      `${"a@".repeat(50_000)}`,
      `${"<".repeat(50_000)}`,
      `to ${"x ".repeat(50_000)}@`,
      "until ".repeat(20_000),
      "Action: ".repeat(20_000),
    ];
    for (const body of evil)
      expect(
        (await letter("Subject: Undelivered Mail\nReturn-Path: <>", `could not be delivered\n550 5.1.1 no\n${body}`))
          .kind,
      ).toBeDefined();
  }, 10_000);
});
