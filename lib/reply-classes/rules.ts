import { ownText } from "@/lib/opt-outs/own-text-rules";
import { detectOptOut } from "@/lib/opt-outs/rules";
import type { ReplyClass } from "./schema";
import { isDoubted, wordings } from "./wording-rules";

export type Classified = { replyClass: ReplyClass; evidence: string };

/** What an answer comes to, by the words that they wrote themselves; neutral when no wording decides. */
export function replyClassOf(subject: string | null, body: string | null): Classified {
  const optOut = detectOptOut({ channel: "email", subject, body });
  if (optOut) return { replyClass: "unsubscribe", evidence: optOut.words.slice(0, 200) };
  const own = ownText(body ?? "").slice(0, 4000);
  const first = own.trim().split(/\n\s*\n/)[0] ?? "";
  for (const { replyClass, says, whole } of wordings) {
    const text = whole ? first : own;
    const found = says.exec(text) ?? (replyClass === "urgent" ? says.exec(subject ?? "") : null);
    if (found === null || (found.input === text && isDoubted(text.slice(0, found.index)))) continue;
    return { replyClass, evidence: sentenceAround(found.input, found[0]) };
  }
  return { replyClass: "neutral", evidence: "no wording decides" };
}

function sentenceAround(text: string, words: string): string {
  const sentence = text.split(/(?<=[.!?\n])\s*/).find((one) => one.includes(words));
  return (sentence ?? words).trim().slice(0, 200);
}
