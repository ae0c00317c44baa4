export type Correspondent = { id: string; email: string };
type Wishes = { people: Correspondent[]; us: string; count: number; part: string; now: Date };

const words =
  "thank you for the note about the second option we looked at it with the team and would like to hear more of the terms before the end of the quarter please send what you have".split(
    " ",
  );

/**
 * A mailbox's mail as it comes, as bytes: of a hundred, 55 answers of people (half of them with HTML), 10 in a conversation, 8 absences,
 * 7 bounces, 10 newsletters, 10 from people nobody knows.
 */
export function composeMail({ people, us, count, part, now }: Wishes): Buffer[] {
  return Array.from({ length: count }, (_, nth) => {
    const person = people[nth % people.length]?.email ?? us;
    const id = `${nth}.${part}.${now.getTime()}@bench-mail.example`;
    const place = nth % 100;
    const head = (from: string, subject: string, ...more: string[]) =>
      [
        `Received: from mx.example by us.example; ${now.toUTCString()}`,
        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=mx.example; s=s1; h=from:to:subject; bh=x; b=y",
        `From: ${from}`,
        `To: ${us}`,
        `Date: ${new Date(now.getTime() - (count - nth) * 10).toUTCString()}`,
        `Message-ID: <${id}>`,
        `Subject: ${subject}`,
        "MIME-Version: 1.0",
        ...more,
      ].join("\r\n");
    if (place < 30) return mail(head(person, "Re: Offer"), textOf(nth));
    if (place < 55) return mail(head(person, "Re: Offer", alternative), bothOf(nth));
    if (place < 65)
      return mail(head(person, "Re: Offer", `In-Reply-To: <thread.${nth}.${part}@bench-mail.example>`), textOf(nth));
    if (place < 73)
      return mail(
        head(person, "Automatic reply: Offer", "Auto-Submitted: auto-replied"),
        "I am out of the office until 24 December 2026.",
      );
    if (place < 80) return mail(head("MAILER-DAEMON@mx.example", "Undelivered Mail", report), bounceOf(person, nth));
    if (place < 90)
      return mail(
        head("news@shop.example", "News", "List-Unsubscribe: <mailto:u@shop.example>", "Precedence: bulk", alternative),
        bothOf(nth),
      );
    return mail(head(`stranger.${nth}@nobody.example`, "A question"), textOf(nth));
  });
}

const alternative = 'Content-Type: multipart/alternative; boundary="b"';
const report = 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"';
const mail = (head: string, body: string) => Buffer.from(`${head}\r\n\r\n${body}\r\n`);

function textOf(nth: number): string {
  const lines = Array.from({ length: 12 }, (_, line) =>
    Array.from({ length: 11 }, (_, at) => words[(nth * 7 + line * 11 + at * (1 + (nth % 5))) % words.length]).join(" "),
  );
  return [...lines, "", "> On Monday you wrote:", ...lines.slice(0, 6).map((line) => `> ${line}`)].join("\r\n");
}

const bothOf = (nth: number) =>
  [
    "--b\r\nContent-Type: text/plain; charset=utf-8\r\n",
    textOf(nth),
    "--b\r\nContent-Type: text/html; charset=utf-8\r\n",
    `<html><body><style>p{color:red}</style>${textOf(nth)
      .split("\r\n")
      .map((line) => `<p style="margin:0;font-size:14px"><span>${line}</span></p>`)
      .join("\r\n")}<table><tr><td><a href="https://x.example/">x</a></td></tr></table></body></html>`,
    "--b--",
  ].join("\r\n");

const bounceOf = (person: string, nth: number) =>
  [
    "--b\r\n",
    "The message could not be delivered.",
    "--b\r\nContent-Type: message/delivery-status\r\n",
    "Reporting-MTA: dns; mx.example\r\n",
    `Final-Recipient: rfc822; ${person}\r\nAction: failed\r\nStatus: ${nth % 2 ? "4.2.2" : "5.1.1"}`,
    "--b\r\nContent-Type: text/rfc822-headers\r\n",
    `Message-ID: <offer.${nth}@bench-mail.example>\r\nTo: ${person}`,
    "--b--",
  ].join("\r\n");
