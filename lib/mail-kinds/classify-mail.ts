import { messageDate } from "@/lib/inbound/date-rules";
import { type MailReport, parseReport } from "./parse-report";
import { kindOf } from "./rules";
import type { KindVerdict } from "./schema";

/** What kind of mail a message is, as it came, whatever its shape. `now` stands in for a date that it does not say. */
export async function classifyMail(bytes: Uint8Array, now: Date): Promise<KindVerdict> {
  return verdictOf(await parseReport(bytes), now);
}

/** The same of a report that was read. */
export function verdictOf(report: MailReport, now: Date): KindVerdict {
  const values = (key: string) => report.headers.filter((header) => header.key === key).map((header) => header.value);
  return kindOf(report, messageDate(values("date")[0], values("received"), now) ?? now);
}
