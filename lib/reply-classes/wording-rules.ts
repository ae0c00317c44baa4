import type { ReplyClass } from "./schema";

export type Wording = { replyClass: Exclude<ReplyClass, "unsubscribe" | "neutral">; says: RegExp; whole?: true };

// Letters of every script part words: \b knows those of English alone.
const words = (...sources: string[]) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${sources.join("|")})(?![\\p{L}\\p{N}])`, "iu");
const all = (source: string) => new RegExp(`^[\\s"'*]*(?:${source})[\\s"'*.!…]*$`, "iu");

/** The first that is found decides: urgency first, then a no, then a yes. "Not interested" must not be read as "interested". Data: a line more is a wording more. */
export const wordings: readonly Wording[] = [
  {
    replyClass: "urgent",
    says: words(
      "urgent(ly)?|asap|as soon as possible|immediately|right away|time[- ]sensitive|(?<!(stop|drop|come|swing|pop|ring|go) )by (today|tonight|tomorrow|end of (the )?day|eod|cob)|emergency|call me (now|today|back today)",
      "dringend|sofort|eilig|so schnell wie möglich|urgente|d['’]urgence|au plus vite|lo antes posible|cuanto antes|con urgencia|il prima possibile|spoed|срочно|pilne|brådskande",
    ),
  },
  {
    replyClass: "negative",
    says: words(
      "declined (the|this|your) invitation|cancelled the meeting",
      "not? (really |currently |at all |that |very )?interested|no interest|no,? (thank you|thanks)|not (a|the right|a good) (fit|match|time|moment)|(isn['’]t|is not|not) (for us|relevant|a priority|something we)|we['’]?ll pass|i['’]?ll pass|have to pass|going to pass",
      "(already|have) (have|got|use|using|chosen|signed)( with)? (a|an|another|our own|someone|a different|another|the)|already (use|using|work with|working with|with|have) \\p{L}+|(just |have |recently )(signed|gone|went) with|went with (someone|another|a competitor)",
      "(don['’]t|do not|won['’]t|no) (need|budget|plans|want(?! to (miss|lose|wait|bother|rush|forget)))( this| it| any)?|(don['’]t|do not) have (the |a |any )?(budget|need|use|money)|(too|very|rather) expensive|wrong (person|contact)|no (use|need|budget|plans) (for|this|right now)|not looking (for|to)|(all set|good) (already|for now)|(all set|i['’]m good|we['’]re good),? (thanks|thank you)",
      "no longer (work|with|interested)|maybe (next year|later)|not (now|right now|this (year|quarter))",
      "kein(e|en)? (interesse|bedarf|budget)|nicht (interessiert|interessant|relevant)|nein,? danke|haben (schon|bereits) (ein|eine|einen)",
      "pas (intéressée?s?|interessée?s?|besoin|de budget)|non,? merci|(nous avons|on a) déjà|no (me|nos) interesa|sin interés|no,? gracias|ya tenemos|no tenemos presupuesto",
      "non (siamo |sono )?interessat[oi]|non ci interessa|no,? grazie|abbiamo già|geen (interesse|behoefte|budget)|nee,? (dank|bedankt)|não (tenho|temos) interesse|não,? obrigad[oa]|já temos|не интересу(ет|ют|ет нас)|не интересно|нет,? спасибо|nie (jestem|jesteśmy) zainteresowan\\p{L}+",
    ),
  },
  { replyClass: "negative", whole: true, says: all("no|nope|nah|nein|non|нет|nee|não|nie|(a )?(hard )?pass|👎") },
  {
    replyClass: "positive",
    says: words(
      "accepted (the|this|your) invitation",
      "(very |quite |definitely |really |am |i['’]m |we['’]re |are )?interested( in)?|(sounds|looks|seems) (very |really |pretty )?(good|great|interesting|perfect|lovely|promising)|(i|we|\\p{L}+['’]d|would) (would )?(love|like|be (happy|glad|open|interested)) to (see|learn|hear|know|talk|chat|meet|try|discuss|explore|get)|(i['’]d|we['’]d|would|i['’]m|we['’]re|am|are)? ?(be )?open to (it|this|that|a|an|the|talk\\p{L}*|chat\\p{L}*|learn\\p{L}*|hear\\p{L}*|discuss\\p{L}*)",
      "(please |do )?(call|ring|phone) me|give me a (call|ring)|(let['’]s|happy to|glad to|would love to|love to|we can|could we|can we|i can) (talk|chat|meet|speak|connect|schedule|set up|jump on|hop on|discuss|learn more|hear more|do)",
      "(tell|send|show|give) (me|us|over|along|through)? ?(some |a bit )?(more|further) ?(information|info|details)?|(tell|send|show|give) (me|us) (a (quote|proposal|contract|demo)|(the |your |some )?(contract|proposal|details|pricing|prices?|price list|quote|offer))|(book|schedule|set up|arrange) (a|the|some) (call|demo|meeting|time)|works for (me|us)|go ahead",
      "(?<!not )(yes|sure|absolutely|great|perfect),? (please|let|we|i|that|sounds|tuesday|monday|wednesday|thursday|friday)|looking forward|what (is|are|would be) (the|your) (price|pricing|cost|rates?)|what (does|would|do) (it|this|that|you) (cost|charge)|how much",
      "(wir haben|habe|hätten|hätte|großes) interesse|interessiert|gern(e)?|klingt (sehr )?(gut|interessant|spannend)|rufen sie (mich|uns)( bitte| gern| gerne)? an|angebot (zu)?(schicken|senden)|(schicken|senden) sie (mir|uns)",
      "intéressée?s?|m['’]intéresse|nous intéresse|avec plaisir|volontiers|appelez-moi|envoyez-(moi|nous)|me interesa|nos interesa|con (mucho )?gusto|me gustaría|nos gustaría|llámeme|envíe(me|nos)",
      "mi interessa|ci interessa|volentieri|mi (chiami|mandi|invii)|interesse hebben|klinkt (goed|interessant)|stuur (me|mij|ons)|tenho interesse|gostaria|me ligue|заинтересован\\p{L}*|интересно|позвоните|пришлите|jest(em|eśmy) zainteresowan\\p{L}+",
    ),
  },
  {
    replyClass: "positive",
    whole: true,
    says: all("(yes|yep|yeah|sure|absolutely|ja|oui|sí|si|claro|да|tak|sim)( please| bitte)?|👍|🎉"),
  },
];

/** What turns a wording around or leaves it open: "I am not sure we would be interested". */
export const isDoubted = (before: string): boolean =>
  /\b(not sure|unsure|doubt|don['’]t (think|believe|know)|hardly|not certain|nicht sicher|pas s[uû]re?)\b[^.!?\n]{0,60}$/iu.test(
    before,
  );
