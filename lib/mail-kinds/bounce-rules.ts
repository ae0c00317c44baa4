import { isHard } from "@/lib/mail/refusal-rules";
import type { MailReport } from "./parse-report";
import { failedAddress } from "./recipient-rules";
import { addressIn, type Recipient, recipientFields } from "./status-rules";

export type BounceFound = { recipient: string | null; hard: boolean; evidence: string };

/** A report that its fields or its words say is one of failed or late delivery; null when it is none. */
export function findBounce(report: MailReport): BounceFound | null {
  if (report.hasDeliveryStatus) return fromFields(report);
  const evidence = plainEvidence(report);
  if (evidence === null) return null;
  const passed = report.passedOn?.hasDeliveryStatus ? fromFields(report.passedOn) : null;
  if (passed !== null) return passed;
  const recipient = failedHeader(report) ?? failedAddress(report);
  const status = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(report.words)?.[0] ?? "";
  return { recipient, hard: isHard("", status, `${report.subject}\n${report.words}`), evidence };
}

/** A report whose every recipient was reached is no bounce. */
export function isDelivered(report: MailReport): boolean {
  const said = report.hasDeliveryStatus ? recipientFields(report.fields).map((one) => one.action) : [];
  return said.length > 0 && said.every((action) => /^(delivered|relayed|expanded)$/.test(action));
}

function fromFields(report: MailReport): BounceFound | null {
  if (isDelivered(report)) return null;
  const recipients = recipientFields(report.fields);
  const failed =
    recipients.find((one) => one.action === "failed" && one.address) ??
    recipients.find((one) => one.address && !/^(delivered|relayed|expanded)$/.test(one.action)) ??
    recipients.find((one) => one.action === "failed") ??
    recipients[0];
  const one: Recipient = failed ?? { address: null, action: "", status: "", diagnostic: "" };
  const words = one.diagnostic.length > 8 ? one.diagnostic : `${one.diagnostic}\n${report.subject}\n${report.words}`;
  return {
    recipient: one.address ?? failedHeader(report) ?? failedAddress(report),
    hard: isHard(one.action, one.status, words),
    evidence: `delivery-status: ${[one.action, one.status, one.diagnostic].filter(Boolean).join(" ").slice(0, 200)}`,
  };
}

const failedHeader = ({ headers }: MailReport) =>
  addressIn(headers.find(({ key }) => key === "x-failed-recipients" || key === "x-failed-to")?.value ?? "");

const machineSender =
  /mailer[-_. ]?daemon|mail[-_. ]?daemon|mail[-_. ]deliver(y|er)?[-_. ]?(sub)?system|mail deliver(y|er) |postmaster|poostmaster|delivery[-_ ]subsystem|\bndr\b|mdaemon|bounce|internet mail delivery|mail administrator|system administrator/i;
const failureSubject =
  /undeliver|returned (to sender|mail|message)|mail (delivery )?fail|delivery (has )?fail|failure (notice|notification)|fail(ed|ure)( of| in)? delivery|failed mail|delivery (status|report|problem|error|notification|delay)|delayed mail|could ?n[o']t (be )?(sen[dt]|deliver)|not (be )?deliver(ed|able)|unable to deliver|error sending|message (status|you sent|delivery)|rejected|non[- ](remis|recapit|deliver)|nicht zustellbar|unzustellbar|zustell(ung|fehl)|no se (pudo|puede) entregar|n[aã]o (foi )?(poss[ií]vel )?entreg|onbestelbaar|mancata consegna|недоставлен|не доставлено|配信(不能|エラー)|エラーメール|user unknown|warning[-: ]+could not send/i;
const failureWords =
  /(could|can|was|were|has|have|is|did) ?n[o']t (be |been )?(deliver|sen[dt]|reach|find|accept)|(could|can|was|were) not .{0,40}(deliver|sen[dt])|unable to (deliver|connect|find)|wasn't able to (deliver|establish)|undeliver|delivery (to .{0,60} |has |of .{0,60} )?(fail|error|delay)|deliver(y|ing) your (message|mail)|permanent (fatal )?error|returned (permanent )?error|following (recipients?|address(es)?|destination).{0,60}(fail|error|reject|affected|problem)|(trouble|problem|error) (delivering|sending)|is delayed|delivery temporarily|transcript of session|failure reasons|failed for the following|rejected|unknown user|user unknown|送信できません|送信に失敗|配信(でき|不能)|не может быть доставлено|non (è|e') stato|nicht zugestellt|exceeds allowed size|wurde nicht/i;
const smtpRefusal = /(^|[\s:>(#])[45]\d\d[- ](#?[45]\.\d{1,3}\.\d{1,3}|\S)|\(?#?[45]\.\d{1,3}\.\d{1,3}\b/m;

/** What says that a report without fields is a bounce: a machine sent it, and it says that something failed. */
function plainEvidence(report: MailReport): string | null {
  const { subject, words, returned } = report;
  const header = failedHeader(report);
  if (header !== null) return `x-failed-recipients: ${header}`;
  const sender = `${report.fromName} ${report.from}`;
  const machine = machineSender.test(sender) || report.from === "" || hasNullSender(report) || isDeliveryReport(report);
  const answered = /^((re|aw|fwd?|wg|sv|vs|antw?)\s*(\[\d+\])?:\s*)+/i.test(subject);
  const saidBySubject = !answered && failureSubject.test(subject);
  const saidByWords = failureWords.exec(words)?.[0];
  const signs = [saidBySubject, saidByWords !== undefined, smtpRefusal.test(words), returned !== ""].filter(
    Boolean,
  ).length;
  const enough = machine
    ? signs >= 2 && (saidBySubject || saidByWords !== undefined)
    : saidBySubject && signs >= 3 && isMachineMade(report);
  if (!enough) return null;
  return `from ${sender.trim().slice(0, 100) || "<>"}: ${(saidBySubject ? subject : (saidByWords ?? "")).slice(0, 150)}`;
}

const hasNullSender = ({ headers }: MailReport) =>
  headers.some(({ key, value }) => key === "return-path" && /^\s*(<\s*>)?\s*$/.test(value));
const isDeliveryReport = ({ headers }: MailReport) =>
  headers.some(
    ({ key, value }) =>
      key === "content-type" && /multipart\/report/i.test(value) && !/feedback|disposition/i.test(value),
  );

// Gateways that bounce in the name of an administrator: the whole message is about one that came back.
const isMachineMade = ({ fromName, from, headers, returned }: MailReport) =>
  returned !== "" &&
  (/admin|system|gateway|scan|filter|server|daemon|delivery|notif|no-?reply|\bmail\b/i.test(`${fromName} ${from}`) ||
    headers.some(({ key, value }) => key === "auto-submitted" && !/^\s*no\b/i.test(value)));
