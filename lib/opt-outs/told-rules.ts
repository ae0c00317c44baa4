import { cutText } from "@/lib/core/text-rules";
import { detectOptOut, foldSentence, type InboundText, type OptOut } from "./rules";

/** Whether what a colleague wrote down of an answer says that they want to be left alone: in their words, or told of them. */
export function detectToldOptOut(told: InboundText): OptOut | null {
  const said = detectOptOut(told);
  if (said) return said;
  for (const sentence of [...(told.body ?? "").slice(0, 4000).split(/[.!?;\n]+/), told.subject ?? ""]) {
    const folded = foldSentence(sentence);
    if (asks.test(folded) && !isOpen.test(folded))
      return { source: "detected", channel: null, words: cutText(sentence.trim(), 500), language: "en" };
  }
  return null;
}

// "She asked us to stop", "wants off our list", "told me never to write again", "don't contact him any more".
const asks = new RegExp(
  [
    "(?:asked|asks|asking|wants?|wanted|told|demand(?:s|ed)|requested|wish(?:es)?|would like|prefers?|insists?)(?: (?:me|us|to))*(?: please| now)? (?:to )?(?:stop(?:ped)?(?: (?:contact|e-?mail|writ|messag|call|text|all|with).*)?$|un-?subscribe|opt(?:ed)? out|be (?:removed|left alone|unsubscribed|taken off)|no longer be contacted|not (?:to )?be (?:contacted|e-?mailed|called|written)|not to (?:contact|e-?mail|write|call)|never (?:to )?(?:contact|e-?mail|write|call)|(?:off|out of) (?:our|the|this) (?:mailing )?list)",
    "(?:do not|don't|never|stop|please stop|no longer) (?:ever )?(?:contact|e-?mail|message|text|writ(?:e|ing)|approach|contacting|e-?mailing|messaging|texting)(?: to)? (?:him|her|them)(?: again| any ?more| ever)?$",
    "(?:does not|doesn't|do not|don't) (?:want|wish) (?:to be contacted|to hear (?:from us|more|anything)|(?:any )?(?:more|further) (?:contact|e-?mails?|messages))",
    "(?:has |have )?(?:opted|opting|opts) out(?: of .*)?$",
    "(?:remove|take|delete) (?:him|her|them) (?:from|off)",
    "leave (?:him|her|them) alone",
  ]
    .map((source) => `(?<![a-z'])(?:${source})(?![a-z])`)
    .join("|"),
);
const isOpen = /(?:^| )(?:if|whether|unless|did not|didn't|has not|hasn't|never asked|before)(?: |$)/;
