import { ownText } from "@/lib/opt-outs/own-text-rules";
import { detectOptOut } from "@/lib/opt-outs/rules";
import type { ReplyClass } from "./schema";

export type Classified = { replyClass: ReplyClass; evidence: string };

type Wording = { replyClass: Exclude<ReplyClass, "unsubscribe" | "neutral">; says: RegExp };

// The first that is found decides: urgency first, then a no, then a yes. "Not interested" must not be read as "interested".
const wordings: readonly Wording[] = [
  {
    replyClass: "urgent",
    says: /\b(urgent(ly)?|asap|as soon as possible|immediately|right away|time[- ]sensitive|by (today|tonight|tomorrow|end of (the )?day|eod|cob)|emergency|call me (now|today|back today)|dringend|sofort|eilig|so schnell wie möglich|urgente|d['’]urgence|au plus vite|lo antes posible|cuanto antes|con urgencia|il prima possibile|spoed|срочно)\b/iu,
  },
  {
    replyClass: "negative",
    says: /\b(not? (really |currently |at all )?interested|no interest|no,? (thank you|thanks)|not (a|the right|a good) (fit|match|time|moment)|(isn['’]t|is not|not) (for us|relevant|a priority|something we)|we['’]?ll pass|i['’]?ll pass|have to pass|going to pass|(already|have) (have|got|use|using|chosen|signed)( with)? (a|an|another|our own|someone|a different|another)|went with (someone|another|a competitor)|(don['’]t|do not|won['’]t|no) (need|budget|plans|want)( this| it| any)?|wrong (person|contact)|no (use|need|budget|plans) (for|this|right now)|not looking (for|to)|(all set|good) (already|for now)|no longer (work|with|interested)|maybe (next year|later)|not (now|right now|this (year|quarter))|kein(e|en)? (interesse|bedarf)|nicht interessiert|pas (intéressée?|interessée?|besoin)|no (me|nos) interesa|sin interés|non (siamo |sono )?interessat[oi]|geen interesse|não (tenho|temos) interesse|не интересует)\b/iu,
  },
  {
    replyClass: "positive",
    says: /\b((very |quite |definitely |really |am |i['’]m |we['’]re |are )?interested( in)?|sounds (good|great|interesting|perfect|lovely)|(i['’]d|i would|we['’]d|we would|would|['’]d) (love|like|be (happy|glad)) to (see|learn|hear|know|talk|chat|meet|try)|(please |do )?(call|ring|phone) me\b|(let['’]s|happy to|glad to|would love to|love to|we can|could we|can we|i can) (talk|chat|meet|speak|connect|schedule|set up|jump on|hop on|discuss|learn more|hear more|do)|(tell|send|show) (me|us) (more|a (quote|proposal|contract|demo)|the (contract|proposal|details|pricing))|(book|schedule|set up|arrange) (a|the|some) (call|demo|meeting|time)|works for (me|us)|(yes|sure|absolutely|great|perfect),? (please|let|we|i|that|sounds|tuesday|monday|wednesday|thursday|friday)|looking forward|what (is|are|would be) (the|your) (price|pricing|cost|rates?)|how much|(wir haben|habe|hätten|hätte|großes) interesse|interessiert|gern(e)?\b|klingt (gut|interessant|spannend)|intéressée?s?|avec plaisir|volontiers|me interesa|nos interesa|con gusto|mi interessa|volentieri|interesse hebben|tenho interesse|заинтересован)\b/iu,
  },
  { replyClass: "positive", says: /^\s*(yes|yep|sure|absolutely|ja|oui|sí|claro|да)( please)?[\s.!]*$/iu },
];

/** What an answer comes to, by the words that they wrote themselves; neutral when no wording decides. */
export function replyClassOf(subject: string | null, body: string | null): Classified {
  const optOut = detectOptOut({ channel: "email", subject, body });
  if (optOut) return { replyClass: "unsubscribe", evidence: optOut.words.slice(0, 200) };
  const own = ownText(body ?? "").slice(0, 4000);
  for (const { replyClass, says } of wordings) {
    const found = says.exec(own) ?? (replyClass === "urgent" ? says.exec(subject ?? "") : null);
    if (found)
      return {
        replyClass,
        evidence: sentenceAround(found.index < own.length && own.includes(found[0]) ? own : (subject ?? ""), found[0]),
      };
  }
  return { replyClass: "neutral", evidence: "no wording decides" };
}

function sentenceAround(text: string, words: string): string {
  const sentence = text.split(/(?<=[.!?\n])\s*/).find((one) => one.includes(words));
  return (sentence ?? words).trim().slice(0, 200);
}
