import { ownText } from "@/lib/opt-outs/own-text-rules";
import type { MailReport } from "./parse-report";

type Said = Pick<MailReport, "subject" | "words" | "headers">;

const subjects = [
  /^\s*(auto(matic|mated)?[- ]?(repl|respon|answer)\w*|autorepl\w*|out of (the )?office( auto-?reply)?|ooo|away from (the |my )?(office|mail|e-?mail|desk)|vacation( reply| response)?)\b\s*($|[:;!,.\-–—(])/i,
  /^\s*(automatische (antwort|r[üu]ckantwort)|abwesenheits\w*|r[eé]ponse automatique|absence du bureau|respuesta autom[aá]tica|resposta autom[aàá]tica|fuera de la oficina|risposta automatica|fuori ufficio|automatisch antwoord|afwezig\w*|autosvar|automatis[ck]t? svar|automaattinen vastaus|odpowied[zź] automatyczna|automatyczna odpowied[zź]|automatick[aá] odpov[eě][dď]|automatikus v[aá]lasz|otomatik (yan[iı]t|cevap)|r[aă]spuns automat|автоматический ответ|автоответ|автоматична відповідь|αυτόματη απάντηση|자동 ?(회신|응답)|부재 ?중|(תשובה|מענה) אוטומטית?|(ال)?رد (ال)?تلقائي)(?=$|[\s:;!,.\-–—(：])/iu,
  /^\s*(自動(応答|返信|回覆|回复)|自动(回复|答复)|不在通知)/,
  /^[^:]{2,80} (is|am) (currently )?(out of (the )?office|away from (my |the )?(office|mail|e-?mail|desk))\.?\s*(\(.{0,80}\))?$/i,
  /^\s*(re:\s*)?\[?(ticket|request|case|support request) (#?\S{1,30} )?(received|created|opened|registered)\b/i,
  /^\s*(re:\s*)?we('ve| have)? received your (request|message|e-?mail|enquiry|inquiry)/i,
];

/** A subject that only automatic answers have. */
export function automaticSubject(subject: string): string | null {
  return subjects.some((one) => one.test(subject)) ? `subject: ${subject.slice(0, 150)}` : null;
}

// It says so itself, or asks to prove that a person wrote.
const machineWords =
  /\bth(is|e following) (is|was|has been) (an? )?(automatic(ally)?|automated|auto-?generated|system[- ]generated) ?(generated )?(reply|response|answer|e-?mail|mail|message|acknowledge?ment|confirmation|notification)|\bdies(e|es)? (ist eine|e-?mail wurde|nachricht wurde) automati\w+|ceci est une? (r[eé]ponse|message|e-?mail|courriel)? ?(automatique|g[eé]n[eé]r[eé]e? automatiquement)|est[ea] es una? (respuesta|mensaje|correo) (autom[aá]tic|generad)|(questo [eè] un|questa [eè] una) (messaggio|risposta|e-?mail) automatic|(confirm|verify|prove) (that )?you('re| are) (a )?(real )?(person|human)\b|\bspam ?arrest\b|\bboxbe\b|add yourself to my (guest|approved|allowed|contact) list/i;

/** Words of theirs by which a message without any header of the kind says that a machine wrote it. */
export function automaticWords({ words }: Said): string | null {
  const found = machineWords.exec(ownText(words).slice(0, 3000).replace(/\s+/g, " "));
  return found === null ? null : `its words: ${found[0].slice(0, 150)}`;
}

const readSubject =
  /^\s*(read|gelesen|lu|le[ií]do|letto|gelezen|lida|l[aä]st|l[æe]st|luettu|przeczytan[oe]|p[rř]e[cč]teno|прочитано|not read|nicht gelesen|ungelesen gel[öo]scht|non lu|no le[ií]do|non letto|deleted|gel[öo]scht|開封済み|已读)\s*[:：]/iu;
const readWords =
  /\b(was|were) (read|displayed|opened|deleted)\b|\bwurde\b.{0,80}\b(gelesen|gel[öo]scht|angezeigt)|a [eé]t[eé] (lu|supprim|affich)|(se ley[oó]|fue le[ií]d|se elimin[oó])|[eè] stat[oa] (lett|eliminat)|(is|werd) (gelezen|verwijderd)|foi (lida|eliminad)|прочитано|удалено|開封|已读|已阅读/iu;

/** A receipt that some programs write in plain words: that, and when, a message was read or thrown away. */
export function receiptWords({ subject, words }: Said): string | null {
  const isReceipt = readSubject.test(subject) && words.length < 1500 && readWords.test(words.replace(/\s+/g, " "));
  return isReceipt ? `a receipt: ${subject.slice(0, 150)}` : null;
}

const inBrowser =
  /(view|read|open|see|display) (this |it |the )?(e-?mail|message|newsletter|mail)?,? ?(online|in (your |a |the )?(web ?)?browser)|im browser (ansehen|anzeigen|öffnen|lesen)|(voir|afficher|lire) .{0,30}(en ligne|navigateur)|(ver|abrir) .{0,30}(navegador|en l[ií]nea)|bekijk .{0,30}(online|browser)/i;
const leaving =
  /unsubscribe|abmelden|abbestellen|d[eé]s(inscri|abonn)|darse de baja|cancelar (la )?suscripci|afmelden|uitschrijven/i;

/** A newsletter without a header that says so. */
export function newsletterWords({ headers, subject, words }: Said): string | null {
  const isAnswer =
    headers.some(({ key }) => key === "in-reply-to" || key === "references") || /^\s*(re|aw|sv)\s*:/i.test(subject);
  const found = isAnswer ? null : inBrowser.exec(words.slice(0, 100_000));
  return found && leaving.test(words.slice(0, 100_000)) ? `its words: ${found[0].slice(0, 150)}` : null;
}
