import { STATUS_NAMES } from "@/components/leads/status-words";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";

/** A status, or a move between two, as people say it; other words stay. */
export const statusWords = (text: string) => text.split(" to ").map(nameOf).join(" to ");

function nameOf(word: string): string {
  const status = LEAD_STATUSES.find((one) => one === word);
  return status ? STATUS_NAMES[status] : codeWords(word);
}

/** Rows about statuses in the order in which a lead goes through them. */
export const inStatusOrder = <T>(rows: readonly T[], statusOf: (row: T) => string): T[] => {
  const place = (row: T) => LEAD_STATUSES.findIndex((one) => one === statusOf(row));
  return rows.toSorted((a, b) => place(a) - place(b));
};

/** RECENTLY_CONTACTED as "Recently contacted"; what is no code stays. */
export const codeWords = (text: string) =>
  text
    .replace(/^DNC_BLOCKED/, "Do not contact")
    .replace(/^[A-Z][A-Z_]+(?=$|,)/, (code) => code.charAt(0) + code.slice(1).toLowerCase().replaceAll("_", " "));
