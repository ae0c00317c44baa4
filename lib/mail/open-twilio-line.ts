import { z } from "zod";
import { jsonOf, laterOf, readAnswer, withoutAnswer } from "./read-answer";
import { type Begin, capResponse, type Letter, type Line, type Outcome } from "./rules";

export type TwilioServer = {
  accountSid: string;
  authToken: string;
  /** where Twilio tells what became of a message; it must be reached from outside */
  statusUrl?: string;
  baseUrl?: string;
  timeoutMs?: number;
};

const answerSchema = z.object({ sid: z.string() });
const errorSchema = z.object({ code: z.number().optional(), message: z.string().optional() });
/** Errors that say something about our account or our pace, and nothing about the message. */
const aboutUs: readonly number[] = [401, 403, 408, 429];

/** They answered STOP, which Twilio heard (https://www.twilio.com/docs/api/errors/21610). */
const STOPPED = 21_610;

/** A way out through Twilio's Messages resource (https://www.twilio.com/docs/messaging/api/message-resource). It knows no idempotency, so a lost answer is unknown. */
export function openTwilioLine({
  accountSid,
  authToken,
  statusUrl,
  baseUrl = "https://api.twilio.com",
  timeoutMs = 30_000,
}: TwilioServer): Line {
  const clean = (text: string) => capResponse(text, [authToken]);
  const send = async (letter: Letter, begin: Begin): Promise<Outcome> => {
    if (!(await begin())) return { kind: "stopped", response: "" };
    const form = new URLSearchParams({ To: letter.to, From: letter.from, Body: letter.mail?.text ?? "" });
    if (statusUrl) form.set("StatusCallback", statusUrl);
    try {
      const response = await fetch(`${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`, {
        method: "POST",
        headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}` },
        body: form,
        signal: AbortSignal.timeout(timeoutMs),
        redirect: "error",
      });
      return outcomeOf(response, clean(await readAnswer(response)));
    } catch (error) {
      const { kind, response } = withoutAnswer(error);
      return { kind, response: clean(response) };
    }
  };
  return { send, close: () => {} };
}

function outcomeOf(response: Response, text: string): Outcome {
  const json = jsonOf(text);
  if (response.ok) {
    const answer = answerSchema.safeParse(json);
    return answer.success
      ? { kind: "sent", response: text, providerMessageId: answer.data.sid }
      : { kind: "unknown", response: `An answer that says nothing: ${text}` };
  }
  const code = errorSchema.safeParse(json).data?.code;
  const said = `${response.status} ${code ?? ""} ${text}`;
  if (aboutUs.includes(response.status)) return laterOf(response, said);
  if (response.status >= 500) return { kind: "unknown", response: said };
  return { kind: "rejected", response: said, ...(code === STOPPED && { stopped: true }) };
}
