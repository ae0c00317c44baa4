import type { Context } from "@/lib/core/context";
import { publicAddress } from "@/lib/core/public-address";
import { composeMail } from "@/lib/mail/compose-mail";
import type { Outcome } from "@/lib/mail/rules";
import type { Ways } from "@/lib/ways/open-ways";
import { recordMemberMail } from "./record-member-mail";
import { senderOf } from "./rules";
import type { TakenMail } from "./schema";
import { takeMemberMails } from "./take-member-mails";

/** Sends what members of one organization are to be told by mail, one after the other, until nothing is due. How many were tried. */
export async function sendMemberMails(context: () => Context, ways: Ways): Promise<number> {
  let tried = 0;
  for (;;) {
    const taken = await takeMemberMails(context(), {});
    if (taken.length === 0) return tried;
    for (const mail of taken) {
      const { kind, ...outcome } = await send(mail, context(), ways);
      const retry = "retryAfterSeconds" in outcome ? outcome.retryAfterSeconds : undefined;
      const { id, tries } = mail;
      const said = { id, tries, outcome: kind, response: outcome.response, retry_after_seconds: retry };
      await recordMemberMail(context(), said);
      tried += 1;
    }
  }
}

async function send({ id, to, organization, ...mail }: TakenMail, ctx: Context, ways: Ways): Promise<Outcome> {
  try {
    const address = senderOf(publicAddress());
    const letter = await composeMail({
      id,
      messageId: `<${id}@${address.split("@")[1]}>`,
      from: { name: `Touchline, ${organization}`, address },
      to,
      subject: mail.subject,
      text: mail.text,
      headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
      attachments: mail.files.map((file) => ({
        filename: file.name,
        contentType: file.media_type,
        content: Buffer.from(file.content),
      })),
      date: ctx.now,
    });
    const line = await ways.line(ctx, ways.fallback, null);
    try {
      return await line.send(letter, async () => true);
    } finally {
      line.close();
    }
  } catch (error) {
    return { kind: "later", response: error instanceof Error ? error.message : String(error) };
  }
}
