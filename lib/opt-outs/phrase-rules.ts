export type Phrase = {
  language: string;
  /** matched against one folded sentence: lower case, no accents, plain apostrophes */
  pattern: RegExp;
  /** the one channel it speaks of; null: all */
  channel: "email" | "call" | "sms" | null;
  /** it is an opt-out only as a whole sentence, or as all they wrote */
  whole?: "sentence" | "message";
};

const list = (language: string, channel: Phrase["channel"], ...patterns: string[]): Phrase[] =>
  patterns.map((source) => ({ language, channel, pattern: new RegExp(`(?<![a-z'])(?:${source})(?![a-z])`) }));
const whole = (language: string, ...patterns: string[]): Phrase[] =>
  patterns.map((source) => ({ language, channel: null, whole: "sentence", pattern: new RegExp(`^(?:${source})$`) }));

// "Do not call me before nine" is a wish about the hour, not an opt-out.
const forever =
  "(?! (?:a |an |the )?(?:before|until|till|on|after|during|at|today|tonight|tomorrow|this|next|between|for|if|unless|when|while|about|with|as|in|back|whether|how|what|by|so|too|old|usual|right|just)(?![a-z]))";
const lists =
  "(?:mailing |distribution |e-?mail |contact |call |calling |marketing |prospect(?:ing)? |sms |text )?(?:lists?|mailings?|database|data base|records|system|sequences?|campaigns?|contacts|crm|outreach|newsletters?|marketing|cadence|rotation)";
const theirs =
  "(?:off|from|out of) (?:of )?(?:all |any )?(?:of )?(?:your|this|the|that|these|those|all|any)?(?: [a-z-]+){0,3}? ?";
const me =
  "(?:me|us|my (?:name|e-?mail|address|e-?mail address|number|phone|details|contact|info(?:rmation)?)|our (?:address|number|company|domain|team)|this (?:e-?mail|address|e-?mail address|number))";
const not = "(?:do not|don't|dont|never|pls don't|must not|may not|should not|shouldn't|quit|not to)";

/** Wordings that mean "leave me alone", by language. Data: a new one is a new line with a case beside it. */
export const phrases: readonly Phrase[] = [
  ...list(
    "en",
    null,
    `(?:remove|delete|drop|strike|erase|scrub|exclude|cut|unlist) ${me} ${theirs}${lists}`,
    `(?:take|get|cross|leave) ${me} ${theirs}${lists}`,
    `take ${me} off(?: (?:your|this|that|it|all|whatever|any|every).*)?$`,
    "unsubscribe (?:me|us|my|our|this)",
    "(?:please|kindly|pls|plz) (?:un-?subscribe|opt (?:me|us) out|opt out)$",
    "(?:i|we|i'd|we'd)(?: would| really| do)? ?(?:want|wish|like|need|ask|am asking|are asking|prefer)? ?to (?:opt[ -]?out|un-?subscribe|be removed|be taken off|be unsubscribed|be left alone)",
    "how (?:do|can) (?:i|we) (?:un-?subscribe|opt[ -]?out|get off)",
    "opt (?:me|us) out",
    "(?:i am|i'm|we are|we're) opting out",
    `${not} (?:ever )?(?:contact|message|write to|write|approach|bother|solicit|reach out to|get in touch with|spam|pester) (?:me|us|this address|anybody here|anyone here)${forever}`,
    `${not} (?:ever )?(?:contact|message|write to|bother|spam) (?:me|us) (?:again|any ?more|any longer|ever)`,
    "(?:stop|cease|quit) (?:contacting|messaging|writing|spamming|bothering|harassing|pestering|soliciting|chasing|stalking)(?: to)? (?:me|us|my|our|people)",
    "(?:stop|cease|quit) sending (?:me|us|this|these|those|your|such|any|emails?|e-mails?|messages|mails?|mailings|stuff|spam)",
    "if you (?:do not|don't|dont) stop",
    `(?:appreciate|prefer|like|grateful|thankful|better|best|glad|happy|nice)(?: it)? if you (?:did not|didn't|would not|wouldn't|could not|do not|don't|never|no longer|stopped|would stop|could stop|ceased) ?(?:e-?mail(?:ing|ed)?|contact(?:ing|ed)?|call(?:ing|ed)?|writ(?:e|ing)(?: to)?|wrote(?: to)?|messag(?:e|ing)|bother(?:ing)?|reach(?:ing)? out(?: to)?|sen(?:d|ding|t)) ?(?:me|us|these|this|such|any ?more|again|any)${forever}`,
    `(?:please|kindly|you|must|should|to) refrain from (?:any |all |the )*(?:further |future )*(?:contact(?:ing)?|e-?mail(?:ing|s)?|call(?:ing|s)?|writing|messag(?:ing|es)|sending|reaching out|communicating|communications?|soliciting)(?: (?:to )?(?:me|us))?${forever}`,
    `${not} (?:ever )?follow[ -]?up(?: (?:with|on|to) (?:me|us|this)| again| any ?more| any longer| further| please)*$`,
    "(?:stop|cease|quit) following[ -]up(?: (?:with|on) (?:me|us|this))?$",
    "(?:please )?no (?:more|further) follow[ -]?ups?(?: please| from you)*$",
    "(?:stop|cease|quit) reaching out(?: to (?:me|us))?",
    `${not} (?:ever )?reach out (?:again|any ?more|any longer|ever|further)`,
    "(?:i|we|i'm|we're|i've|we've|i'll|we'll)(?: am| are| have| will| just| must| shall)* ?(?:now |already )?(?:report(?:ed|ing)?|mark(?:ed|ing)?|flag(?:ged|ging)?) (?:this|you|it|these|your (?:e-?mails?|messages?|mails?|company|address|domain))(?: [a-z-]+){0,2} (?:as|for|to) (?:be )?(?:spam|spamming|junk|harassment)(?!.*(?:mistake|accident|error|sorry))",
    `(?:prefer|rather)(?: to)? not (?:to )?(?:be (?:contacted|e-?mailed|called|approached|messaged)|hear from (?:you|your)|receive (?:any|your|these|further|more))${forever}`,
    "(?:i|we|hereby)(?: hereby| do| must| also)? object to (?:the |any |all |your |further )*(?:processing|use|using|storage|storing|being contacted|contact|direct marketing|marketing)",
    "stop (?:the|this|your|all|these|with the|with your) (?:[a-z]+ )?(?:spam|spamming|emails?|mails?|messages|mailings|outreach|contact)",
    "no (?:more|further) (?:contact|messages|correspondence|communications?|outreach|solicitations?|mailings|spam)",
    "(?:lose|delete|erase|forget|destroy) (?:my|our) (?:number|e-?mail|e-?mail address|address|details|data|personal data|contact details|contact info(?:rmation)?|info(?:rmation)?)",
    "(?:delete|erase) all (?:my|our|of my) (?:personal )?(?:data|information|details)",
    "(?:leave|let) (?:me|us) (?:alone|be)",
    "cease and desist",
    "cease (?:all|any|further) (?:contact|communications?|e-?mails?|outreach)",
    "(?:withdraw|revoke) (?:my|our|any|all) consent",
    "(?:right to be forgotten|right of erasure|right to erasure|right to object)",
    "(?:do not|don't|dont|never|no longer) (?:want|wish|need|care)(?: to (?:receive|get|hear))?(?: any| anything)?(?: (?:more|further|else|of|your|these|this|such|those))* ?(?:from (?:you|your)|e-?mails?|messages|newsletters?|mailings|spam|calls|communications?|correspondence|solicitations?|outreach)",
    "(?:want|wish|would like) (?:no (?:more|further)|none of your) ?(?:e-?mails?|messages|mailings|calls|contact)?",
    "(?:do not|don't|no longer) (?:want|wish) to (?:be (?:contacted|emailed|called|approached)|hear from)",
    "(?:put|add) (?:me|us|this number|this address) (?:on|to) (?:your|the) (?:do[ -]not[ -](?:call|contact)|suppression|dnc|no[ -]contact)",
    "(?:said|asked|told (?:us|me)|wants?|asks)(?: us| me)?(?: that we)?(?: to)? (?:not be contacted|no contact|be left alone|be removed)",
  ),
  ...list(
    "en",
    "email",
    `${not} (?:ever )?(?:e-?mail|mail|send (?:me|us)) (?:me|us|this address|e-?mails?|any ?more e-?mails?|any more|mails?)${forever}`,
    "(?:stop|cease|quit) (?:e-?mailing|mailing)(?: (?:me|us|this|here))?",
    "no (?:more|further) (?:e-?mails?|mails?|newsletters?)(?: please| from you| to (?:me|us|this address))*$",
    "please no (?:more |further )?e-?mails?",
    "no further mail$",
  ),
  ...list(
    "en",
    "call",
    `${not} (?:ever )?(?:call|ring|phone|dial|cold call) (?:me|us|this number|here|this line|again)${forever}`,
    "(?:stop|cease|quit) (?:calling|ringing|phoning|cold calling)(?: (?:me|us|this|here))?",
    "(?:please )?no (?:more|further) (?:phone )?calls?(?: please| from you)*$",
    "please no (?:phone )?calls$",
  ),
  ...list(
    "en",
    "sms",
    `${not} (?:ever )?text (?:me|us|this number|here)${forever}`,
    "(?:stop|cease|quit) texting(?: (?:me|us|this|here))?",
    "(?:please )?no (?:more |further )?(?:text messages|texts|sms|texting)(?: (?:please|on|to|at|from) ?.*)?$",
  ),
  ...whole(
    "en",
    "(?:please |pls |plz |just |kindly )*(?:remove|delete|unsubscribe) (?:me|us|(?:my|our|this) (?:e-?mail(?: address)?|mail address|address|name|number|details|contact(?: details)?))(?: please| now| thanks| thank you| immediately| asap| at once)*",
    "(?:please |pls |just |kindly |now )+stop(?: it| this| that| now| already| all of you| thanks| thank you)*",
    "stop(?: please| pls| it| this| now| already| thanks| thank you| immediately| all of it| sms)+",
    "(?:please |kindly |pls |plz )*(?:remove|removal|unsub)(?: please| pls)*",
    "not interested (?:and )?(?:please )?(?:remove|stop|unsubscribe)(?: me| please)*",
    "(?:this is |it's |its )(?:spam|junk|harassment)(?: reported)?",
    "(?:(?:this|it) (?:was|is|has been) )?(?:reported|marked|flagged) (?:as|for) (?:spam|junk)",
    "(?:i|we) (?:have |'ve )?(?:already )?(?:asked|told) (?:you|your colleagues?)(?: already| before| twice| again)* to stop",
    "(?:f|fuck|piss|sod) off",
    "go away",
  ),
  // A word of a sentence that was broken over lines is none; all they wrote is.
  { language: "en", channel: null, whole: "message", pattern: /^(?:spam|junk|harassment)(?: reported)?$/ },
];
