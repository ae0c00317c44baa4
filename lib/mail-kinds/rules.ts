import { automaticEvidence, isListMail } from "@/lib/inbound/automatic-rules";
import { absenceWords } from "./absence-rules";
import { findBounce, isDelivered } from "./bounce-rules";
import { findComplaint } from "./complaint-rules";
import { meetingEvidence } from "./meeting-rules";
import { notificationVerdict } from "./notification-rules";
import type { MailReport } from "./parse-report";
import { returnDate } from "./return-date-rules";
import type { KindVerdict, MailKind } from "./schema";
import { fieldsOf } from "./status-rules";
import { automaticSubject, automaticWords, newsletterWords, receiptWords } from "./wording-rules";

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
  const receipt = report.hasReceipt ? "a receipt: message/disposition-notification" : receiptWords(report);
  if (receipt !== null) return plain("other", receipt);
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
  const announced = automaticSubject(report.subject) ?? automaticWords(report);
  const machine = answeredByMachine(report) ?? announced;
  const meeting = meetingEvidence(report);
  // A calendar declines by itself while its owner is away, and says so.
  if (meeting !== null && (machine === null || !/out of (the )?office/i.test(report.words)))
    return plain("human", `calendar: ${meeting}`);
  if (machine !== null) {
    const away = absenceWords(report.subject) ?? absenceWords(report.words);
    if (away === null) return plain(isAnswer(report, announced) ? "auto_reply" : "other", machine);
    const date = returnDate(`${report.subject}\n${report.words}`, sent);
    return { ...plain("out_of_office", `${machine}; "${away}"`), returnDate: date };
  }
  const list = listEvidence(report) ?? newsletterWords(report);
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
