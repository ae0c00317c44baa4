/** What they wrote themselves: without quoted lines, the message answered or passed on below, and what follows a signature's dashes. */
export function ownText(body: string): string {
  const lines = body.slice(0, mostRead).replaceAll("\r\n", "\n").split("\n", mostLines);
  const own: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (/^--\s*$/.test(line)) break;
    const length = quoteHeadAt(lines, at);
    // Whose program marks what it quotes may write below it; where nothing is marked, all below is quoted.
    if (length > 0 && !isMarkedBelow(lines, at + length)) break;
    if (length > 0) at += length - 1;
    else if (!isMarked(line)) own.push(line);
  }
  return own.join("\n");
}

// What decides stands near the beginning; what is pasted behind it would only take time.
const mostRead = 50_000;
const mostLines = 1000;

const isMarked = (line: string) => /^\s*[>|]/.test(line);

function isMarkedBelow(lines: string[], from: number): boolean {
  const next = lines.slice(from, from + 3).find((line) => line.trim() !== "");
  return next !== undefined && isMarked(next);
}

const wrote =
  "wrote|schrieb|a [eé]crit|escribi[oó]|schreef|ha scritto|escreveu|skrev|napisa[lł]\\(?a?\\)?|kirjoitti|şunları yazdı|[ií]rta|napsala?|пишет|написала?|написав|έγραψε|작성|写道|寫道|のメール";
const quoteHeads: readonly RegExp[] = [
  /^\s*-{2,}\s*(original|forwarded|urspr|weitergeleitet|message (d'origine|transf[eé]r[eé])|mensaje (original|reenviado)|oorspronkelijk|doorgestuurd|messaggio (originale|inoltrato)|mensagem (original|encaminhada)|vidarebefordrat|videresend|wiadomo|przekazan|исходное|пересылаемое|пересланное|原始|元のメッセージ|転送|转发|원본|전달)/i,
  /^\s*(begin forwarded message|anfang der weitergeleiteten|d[eé]but du message (transf[eé]r[eé]|r[eé]exp[eé]di[eé])|inizio messaggio inoltrato|inicio del mensaje reenviado|in[ií]cio da mensagem (re)?encaminhada)/i,
  /^\s*_{10,}\s*$/,
  new RegExp(`^\\s*(on|am|le|el|op|il|em|den|w dniu)\\b.{4,200}(?<![\\p{L}])(${wrote})(?![\\p{L}]).*:?\\s*$`, "iu"),
  /^\s*(from|von|de|van|da|fra|fr[aå]n)\s*:\s*\S.*@/i,
  // A moment and an address before a colon, in whatever language: "чт, 26 нояб. 2026 г. в 10:00, Bob <bob@x.org>:"
  /^(?=.*\d{1,2}[:.時h]\d{2}).{8,200}<[^<>\s]+@[^<>\s]+>\s*[\p{L} ():]{0,30}[:：]\s*$/iu,
];

/** How many lines announce here what is quoted; none where nothing is. */
function quoteHeadAt(lines: string[], at: number): number {
  const [line = "", next = ""] = [lines[at], lines[at + 1]];
  if (line.length > 1000) return 0;
  if (quoteHeads.some((head) => head.test(line)) || isHeaderBlock(lines, at)) return 1;
  const both = `${line.trimEnd()} ${next.trim()}`;
  const isBroken = /^\s*(on|am|le|el|op|il|em)\b/i.test(line) && line.length < 200 && next.length < 200;
  return isBroken && quoteHeads.some((head) => head.test(both)) ? 2 : 0;
}

const sender =
  /^[\s*]*(from|von|de|van|da|fra|fr[aå]n|od|l[aä]hett[aä]j[aä]|kimden|felad[oó]|от|від|από|发件人|寄件者|差出人|보낸 ?사람|מאת)[\s*]*[:：]\s*\S/iu;
const others =
  /^[\s*]*(sent|date|to|cc|subject|gesendet|datum|an|betreff|envoy[eé]|[aà]|objet|enviad[oa]( el| em)?|fecha|para|asunto|assunto|inviato|data|oggetto|verzonden|aan|onderwerp|skickat|sendt|dato|till?|[aä]mne|emne|wys[lł]ano|do|temat|p[rř]edm[eě]t|odesl[aá]no|komu|l[aä]hetetty|vastaanottaja|aihe|g[oö]nderildi|kime|konu|k[uü]ldve|c[ií]mzett|t[aá]rgy|отправлено|дата|кому|тема|надіслано|发送时间|收件人|主题|日期|送信日時|宛先|件名|보낸 ?날짜|받는 ?사람|제목|נשלח|אל|נושא)[\s*]*[:：]/iu;

/** The head that Outlook writes above what it answers: who sent it, when, to whom and about what, a line each. */
function isHeaderBlock(lines: string[], at: number): boolean {
  if (!sender.test(lines[at] ?? "")) return false;
  const below = lines.slice(at + 1, at + 10).filter((line) => line.trim() !== "");
  return below.slice(0, 4).filter((line) => others.test(line.slice(0, 200))).length >= 2;
}
