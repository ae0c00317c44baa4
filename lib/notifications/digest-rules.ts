import type { Notification } from "./schema";
import { notificationPath, notificationSentence } from "./sentence-rules";

/** As many as one reads over a coffee; the others are behind the bell. */
export const DIGEST_LINES = 20;

/** What somebody has not read, as the mail of a morning. */
export function digestText(
  news: readonly Notification[],
  unread: number,
  address: string,
): [subject: string, body: string] {
  const things = unread === 1 ? "1 thing" : `${unread.toLocaleString("en")} things`;
  const lines = news.map((one) => {
    const company = one.lead?.company ? ` (${one.lead.company})` : "";
    const path = notificationPath(one);
    return `- ${notificationSentence(one)}${company}${path ? `\n  ${address}${path}` : ""}`;
  });
  const others = unread - news.length;
  const body = [
    `${things} you have not read yet:`,
    "",
    ...lines,
    ...(others > 0 ? [`- and ${others.toLocaleString("en")} more`] : []),
    "",
    `All of it is behind the bell: ${address}/`,
    "",
    `To get no more of these: ${address}/settings/notifications`,
  ];
  return [`${things} you have not read`, body.join("\n")];
}
