import { z } from "zod";
import { jsonOf, laterOf, readAnswer, withoutAnswer } from "./read-answer";
import { type Begin, capResponse, type Letter, type LetterParts, type Line, type Outcome } from "./rules";

export type ResendServer = { apiKey: string; baseUrl?: string; timeoutMs?: number };

const answerSchema = z.object({ id: z.string() });
/** Errors that say something about our key or our pace, and nothing about the message. */
const aboutUs: readonly number[] = [401, 403, 408, 409, 429];

/**
 * A way out through Resend's HTTP API (https://resend.com/docs/api-reference/emails/send-email). The row's own id is the Idempotency-Key, so
 * that a message told twice within a day is sent once there too, and the tag by which its webhooks name it.
 */
export function openResendLine({ apiKey, baseUrl = "https://api.resend.com", timeoutMs = 30_000 }: ResendServer): Line {
  const send = async (letter: Letter, begin: Begin): Promise<Outcome> => {
    if (!(await begin())) return { kind: "stopped", response: "" };
    try {
      const response = await fetch(`${baseUrl}/emails`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${apiKey}`,
          "content-type": "application/json",
          "idempotency-key": letter.id,
        },
        body: JSON.stringify(bodyOf(letter)),
        signal: AbortSignal.timeout(timeoutMs),
        redirect: "error",
      });
      const text = capResponse(await readAnswer(response), [apiKey]);
      return outcomeOf(response, text);
    } catch (error) {
      // A request that may have arrived: only its webhooks or a person can say.
      const { kind, response } = withoutAnswer(error);
      return { kind, response: capResponse(response, [apiKey]) };
    }
  };
  return { send, close: () => {} };
}

function outcomeOf(response: Response, text: string): Outcome {
  if (response.ok) {
    const answer = answerSchema.safeParse(jsonOf(text));
    return answer.success
      ? { kind: "sent", response: text, providerMessageId: answer.data.id }
      : { kind: "unknown", response: `An answer that says nothing: ${text}` };
  }
  const said = `${response.status} ${text}`;
  if (/"invalid_api_key"|api key is invalid/i.test(text)) return { kind: "later", response: said, signIn: "refused" };
  if (aboutUs.includes(response.status)) return laterOf(response, said);
  if (response.status >= 500) return { kind: "unknown", response: said };
  return { kind: "rejected", response: said };
}

function bodyOf({ id, mail }: Letter) {
  if (!mail) throw new Error("A provider needs the parts of a message");
  const { from, to, subject, text, html, headers, attachments = [] } = mail;
  return {
    from: from.name ? `${quoted(from.name)} <${from.address}>` : from.address,
    to: [to.address],
    subject: subject || "(no subject)",
    text,
    ...(html && { html }),
    headers,
    ...(attachments.length > 0 && { attachments: attachments.map(fileOf) }),
    tags: [{ name: "touchline", value: id }],
  };
}

const fileOf = ({ filename, contentType, content }: NonNullable<LetterParts["attachments"]>[number]) => ({
  filename,
  content_type: contentType,
  content: Buffer.from(content).toString("base64"),
});

const quoted = (name: string) => `"${name.replace(/["\\]/g, "")}"`;
