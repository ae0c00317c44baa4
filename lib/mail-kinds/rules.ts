import { automaticEvidence, isListMail } from "@/lib/inbound/automatic-rules";
import { absenceWords, returnDate } from "./absence-rules";
import { findBounce, isDelivered } from "./bounce-rules";
import { findComplaint } from "./complaint-rules";
import { notificationVerdict } from "./notification-rules";
import type { MailReport } from "./parse-report";
import type { KindVerdict, MailKind } from "./schema";
import { fieldsOf } from "./status-rules";

/** What kind of mail a report is. Nearest to certainty first: reports in fields, reports in words, automatic answers, lists, people. */
export function kindOf(report: MailReport, sent: Date): KindVerdict {
  const complaint = findComplaint(report);
  if (complaint)
    return {
      ...plain("complaint", complaint.evidence),
      recipient: complaint.recipient,
      aboutMessageId: aboutOf(report),
    };
  const notification = notificationVerdict(report);
  if (notification) return { ...plain(notification.kind, notification.evidence), ...notification };
  if (isDelivered(report)) return plain("other", "delivery-status: delivered");
  if (report.hasReceipt) return plain("other", "a receipt: message/disposition-notification");
  const bounce = findBounce(report);
  if (bounce)
    return {
      ...plain("bounce", bounce.evidence),
      recipient: bounce.recipient,
      hard: bounce.hard,
      aboutMessageId: aboutOf(report),
    };
  return writtenKind(report, sent);
}

function writtenKind(report: MailReport, sent: Date): KindVerdict {
  const announced = automaticSubject(report.subject);
  const machine = answeredByMachine(report) ?? announced;
  if (machine !== null) {
    const away = absenceWords(report.subject) ?? absenceWords(report.words);
    if (away === null) return plain(isAnswer(report, announced) ? "auto_reply" : "other", machine);
    const date = returnDate(`${report.subject}\n${report.words}`, sent);
    return { ...plain("out_of_office", `${machine}; "${away}"`), returnDate: date };
  }
  const list = listEvidence(report);
  if (list !== null) return plain("list", list);
  return plain("human", "nothing says that a machine wrote it");
}

const plain = (kind: MailKind, evidence: string): KindVerdict => ({
  kind,
  recipient: null,
  hard: null,
  returnDate: null,
  aboutMessageId: null,
  evidence,
});

function answeredByMachine({ headers }: MailReport): string | null {
  const said = automaticEvidence(headers);
  if (said !== null) return said;
  // Exchange marks its own automatic answers by asking others for none of all kinds.
  const suppressed = headers.find(({ key, value }) => key === "x-auto-response-suppress" && /^\s*all\b/i.test(value));
  return suppressed === undefined ? null : `${suppressed.key}: ${suppressed.value.trim()}`;
}

const subjects = [
  /^\s*(auto(matic|mated)?[- ]?(repl|respon|answer)\w*|autorepl\w*|out of (the )?office( auto-?reply)?|ooo|away from (the |my )?office|vacation( reply| response)?)\b\s*($|[:;!,.\-–—(])/i,
  /^\s*(automatische (antwort|r[üu]ckantwort)|abwesenheits\w*|r[eé]ponse automatique|absence du bureau|respuesta autom[aá]tica|fuera de la oficina|risposta automatica|fuori ufficio|resposta autom[aá]tica|automatisch antwoord|afwezig\w*|autosvar|automatiskt svar|automaattinen vastaus|odpowied[zź] automatyczna|автоматический ответ|автоответ)(?=$|[\s:;!,.\-–—(])/iu,
  /^\s*(自動(応答|返信)|自动(回复|答复)|不在通知)/,
];

/** A subject that only automatic answers have. */
function automaticSubject(subject: string): string | null {
  return subjects.some((one) => one.test(subject)) ? `subject: ${subject.slice(0, 150)}` : null;
}

// Auto-generated is any machine; an answer says so, or answers something.
const isAnswer = ({ headers, subject }: MailReport, announced: string | null) =>
  announced !== null ||
  !headers.some(({ key, value }) => key === "auto-submitted" && /^\s*auto-generated/i.test(value)) ||
  headers.some(({ key }) => key === "in-reply-to") ||
  /^\s*(re|aw|auto)\b/i.test(subject);

/** Mail of a list or a distributor that answers nobody. */
function listEvidence({ headers, subject }: MailReport): string | null {
  if (!isListMail(headers)) return null;
  if (
    headers.some(({ key }) => key === "in-reply-to" || key === "references") ||
    /^\s*(re|aw|sv)(\[\d+\])?\s*:/i.test(subject)
  )
    return null;
  const found = headers.find(({ key }) => /^(list-|mailing-list|x-mailing-list|x-beenthere|precedence)/.test(key));
  return found === undefined ? "list headers" : `${found.key}: ${found.value.trim().slice(0, 200)}`;
}

/** The Message-ID of the message that came back along. */
function aboutOf({ returned, fields }: MailReport): string | null {
  const id = fieldsOf(returned.slice(0, 50_000)).get("message-id") ?? fieldsOf(fields).get("original-message-id");
  return /<([^<>\s]+)>/.exec(id ?? "")?.[1] ?? null;
}
