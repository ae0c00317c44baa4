import type { MailReport } from "./parse-report";
import { addressIn, fieldsOf } from "./status-rules";

/** A feedback report (RFC 5965), or the one large provider's that is none: somebody called a message of ours spam. */
export function findComplaint(report: MailReport): { recipient: string | null; evidence: string } | null {
  const type = /^feedback-type:\s*(\S+)/im.exec(report.fields)?.[1]?.toLowerCase();
  const original = fieldsOf(report.returned.slice(0, 50_000));
  if (report.hasFeedback || isFeedbackReport(report)) {
    if (type === "not-spam") return null;
    return { recipient: complainant(report, original), evidence: `feedback-report: ${type ?? "of no type"}` };
  }
  // Hotmail's junk mail reporting sends the message alone.
  if (/^\s*complaint about message from\b/i.test(report.subject) && report.returned !== "")
    return {
      recipient: addressIn(original.get("x-hmxmroriginalrecipient") ?? original.get("to") ?? ""),
      evidence: `subject: ${report.subject.slice(0, 150)}`,
    };
  return null;
}

const isFeedbackReport = ({ headers }: MailReport) =>
  headers.some(({ key, value }) => key === "content-type" && /report-type\s*=\s*"?feedback-report/i.test(value));

function complainant(report: MailReport, original: Map<string, string>): string | null {
  const said = ["original-rcpt-to", "removal-recipient"].map(
    (name) => new RegExp(`^${name}:\\s*(.*)$`, "im").exec(report.fields)?.[1],
  );
  const sentTo = ["x-original-to", "x-envelope-to", "x-rcpt-to", "to", "delivered-to"].map((name) =>
    original.get(name),
  );
  for (const value of [...said, ...sentTo]) {
    const found = value === undefined ? null : addressIn(value);
    if (found !== null) return found;
  }
  return null;
}
