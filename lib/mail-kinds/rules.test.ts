import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyMail } from "./classify-mail";
import { returnDate } from "./return-date-rules";

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
    ["a subject about being away", "Subject: Re: Out of office coverage"],
    ["a subject about tickets", "Subject: Re: [Ticket #4711] Your question"],
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
    ["out_of_office", "Subject: Ada Lovelace is out of the office.", "I will return on 12/07/2026."],
    ["out_of_office", "Subject: Automatická odpověď: Nabídka", "Jsem mimo kancelář do 7. prosince 2026."],
    ["out_of_office", "Subject: Automatikus válasz: Ajánlat", "Szabadságon vagyok december 7-ig."],
    ["out_of_office", "Subject: Otomatik yanıt: Teklif", "7 Aralık 2026 tarihine kadar izindeyim."],
    ["out_of_office", "Subject: Automaattinen vastaus: Tarjous", "Olen lomalla 7.12.2026 asti."],
    ["out_of_office", "Subject: Automatisk svar: Tilbud", "Jeg er på ferie og er tilbake 7. desember."],
    ["out_of_office", "Subject: Răspuns automat: Oferta", "Sunt în concediu până pe 7 decembrie."],
    ["out_of_office", "Subject: Αυτόματη απάντηση: Προσφορά", "Βρίσκομαι εκτός γραφείου έως 7/12/2026."],
    ["out_of_office", "Subject: 자동 회신: 제안", "12월 7일까지 휴가 중입니다."],
    ["out_of_office", "Subject: תשובה אוטומטית: הצעה", "אני מחוץ למשרד עד 7/12/2026"],
    ["out_of_office", "Subject: رد تلقائي: عرض", "أنا خارج المكتب حتى 7/12/2026"],
    ["out_of_office", "Subject: Автоматична відповідь: Пропозиція", "Я у відпустці до 7 грудня."],
    [
      "auto_reply",
      "Subject: Re: Offer\nIn-Reply-To: <a@us.example>",
      "This is an automatic reply, we have your message.",
    ],
    ["auto_reply", "Subject: Ticket Received - Offer", "We will come back to you."],
    ["auto_reply", "Subject: Please confirm", "Click here to verify that you are a real person."],
    ["other", "Subject: Read: Offer", "Your message was read on Thursday, November 26, 2026."],
    ["other", "Subject: Gelesen: Angebot", "Ihre Nachricht wurde am Donnerstag gelesen."],
    ["list", "Subject: Our news", "View this email in your browser. News! Unsubscribe"],
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

describe("what somebody presses in a calendar", () => {
  const pressed = (method: string, answer: string, headers = "Subject: Demo", text = "", from = "ada@x.org") =>
    mail(
      `From: Ada <${from}>\n${sent}\n${headers}\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\n${text}\n--b\nContent-Type: text/calendar; method=${method}\n\nBEGIN:VCALENDAR\nMETHOD:${method}\nBEGIN:VEVENT\nSUMMARY:Demo\\, second\nATTENDEE;CN=Ada;\n PARTSTAT=${answer}:mailto:ada@x.org\nEND:VEVENT\nEND:VCALENDAR\n--b--`,
    );
  const machine = "Subject: Declined: Demo\nAuto-Submitted: auto-generated";

  it.each([
    ["REPLY", "ACCEPTED", "calendar: Accepted the invitation: Demo, second"],
    ["REPLY", "DECLINED", "calendar: Declined the invitation: Demo, second"],
    ["REPLY", "TENTATIVE", "calendar: Perhaps accepts the invitation: Demo, second"],
    ["REQUEST", "NEEDS-ACTION", "calendar: Invites to a meeting: Demo, second"],
    ["CANCEL", "ACCEPTED", "calendar: Cancelled the meeting: Demo, second"],
  ])("is their own answer, whoever's machine writes it: %s %s", async (method, answer, evidence) => {
    expect(await pressed(method, answer)).toMatchObject({ kind: "human", evidence });
    expect(await pressed(method, answer, machine)).toMatchObject({ kind: "human", evidence });
  });

  it("is none when the calendar answers by itself, or a machine invites many", async () => {
    const away = 'Ada has declined this invitation: "Declined because I am out of office"';
    expect((await pressed("REPLY", "DECLINED", machine, away)).kind).toBe("out_of_office");
    expect((await pressed("REQUEST", "", machine, "", "no-reply@zoom.example")).kind).toBe("other");
    expect((await pressed("PUBLISH", "", machine)).kind).toBe("other");
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
  ["I am on PTO from 11/23 returning on 12/7.", "2026-12-07"],
  ["I will be out starting 11/23/2026 and will not return until 12/07/2026.", "2026-12-07"],
  ["I'm back on the 7th.", "2026-12-07"],
  ["je suis absente du 20 novembre au 7 décembre inclus", "2026-12-07"],
  ["Estoy de vacaciones del 20 de noviembre al 7 de diciembre", "2026-12-07"],
  ["Ich bin am 7. Dezember wieder da", "2026-12-07"],
  ["jsem mimo kancelář do 7. prosince 2026", "2026-12-07"],
  ["Szabadságon vagyok december 7-ig", "2026-12-07"],
  ["7 Aralık 2026 tarihine kadar izindeyim", "2026-12-07"],
  ["Olen lomalla 7.12.2026 asti", "2026-12-07"],
  ["er tilbake 7. desember 2026", "2026-12-07"],
  ["Jeg holder ferie til og med den 7. december", "2026-12-07"],
  ["Sunt în concediu până pe 7 decembrie 2026", "2026-12-07"],
  ["Βρίσκομαι εκτός γραφείου έως 7/12/2026", "2026-12-07"],
  ["Я в отпуске до 7 декабря 2026 г.", "2026-12-07"],
  ["Я у відпустці до 7 грудня", "2026-12-07"],
  ["저는 12월 7일까지 휴가 중입니다", "2026-12-07"],
  ["我将于2026年12月7日前休假", "2026-12-07"],
  ["אני מחוץ למשרד עד 7/12/2026", "2026-12-07"],
  ["أنا خارج المكتب حتى 7/12/2026", "2026-12-07"],
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
  });

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
  });
});
