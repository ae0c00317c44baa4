import { STATUS_NAMES } from "@/components/leads/status-words";
import { LEAD_STATUSES } from "@/lib/leads/schema";

/** A status, or a move between two, as people say it; other words stay. */
export const statusWords = (text: string) => text.split(" to ").map(nameOf).join(" to ");

function nameOf(word: string): string {
  const status = LEAD_STATUSES.find((one) => one === word);
  return status ? STATUS_NAMES[status] : codeWords(word);
}

/** RECENTLY_CONTACTED as "Recently contacted"; what is no code stays. */
export const codeWords = (text: string) =>
  text.replace(/^[A-Z][A-Z_]+(?=$|,)/, (code) => code.charAt(0) + code.slice(1).toLowerCase().replaceAll("_", " "));
