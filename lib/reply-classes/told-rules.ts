import { detectToldOptOut } from "@/lib/opt-outs/told-rules";
import { type Classified, replyClassOf } from "./rules";
import type { ReplyClass } from "./schema";

/** What an answer comes to by what a colleague wrote down of it, in their words or told of them; null where nothing was written down. */
export function toldReplyClassOf(subject: string | null, body: string | null): Classified | null {
  if (!body?.trim()) return null;
  const optOut = detectToldOptOut({ channel: "email", subject, body });
  if (optOut) return { replyClass: "unsubscribe", evidence: optOut.words.slice(0, 200) };
  for (const sentence of body.slice(0, 4000).split(/(?<=[.!?\n])\s*/)) {
    const found = told.find(([, says]) => says.test(sentence));
    if (found) return { replyClass: found[0], evidence: sentence.trim().slice(0, 200) };
  }
  return replyClassOf(null, body);
}

// How people tell of others: "wants a demo", "said no", "has no budget".
const told: readonly [ReplyClass, RegExp][] = [
  [
    "negative",
    /\b(said no|says no|declined|refused|turned (us|it|me) down|passed on (it|us|this)|(has|have|had|there is) no (budget|need|interest|time|use)|((he|she|they) (do not|don['’]t)|does not|doesn['’]t) (want|need)|lost interest|chose (another|a competitor))\b/i,
  ],
  [
    "urgent",
    /\b(needs?|wants?|asked|asks) (it|this|us|me|a (call|quote|offer))\b.{0,40}\b(today|tomorrow|asap|urgently|at once)\b/i,
  ],
  [
    "positive",
    /\b(wants?|would like|asked for|asks for|requested|agreed to|keen (on|to)|happy to|open to|ready to) (a |an |the |our |some |to (see|have|get|meet|talk|call|buy|sign|try|know) )?.{0,20}\b(demo|call|meeting|proposal|quote|offer|pricing|prices?|information|info|contract|trial|chat|more|talk|meet|sign|buy|it)\b|\b(said|says) yes\b|\binterest(ed)? in\b/i,
  ],
];
