import { narrowedBy } from "@/lib/analytics/rules";
import { daysOf } from "@/lib/periods/rules";
import type { CollisionReport } from "./schema";

export const collisionDefinitions = {
  ...narrowedBy,
  prevented: "A planned contact that the guard refused: it did not go out.",
  overridden: "A contact that somebody sent knowingly against a rule, with a reason on record.",
  escaped: "Two touches that broke a rule and were found afterwards: they had happened before anybody could be asked.",
  escaped_rate: "Escaped divided by all collisions.",
  overrides: "Sends against a rule on a day of the period whose decision somebody else has looked at, or not yet.",
  overridden_sends:
    "Each send against a rule once, however many rules it broke. Waiting: it is still to go out. Not arrived: it never went out, or came back. Of the others: asked to be left alone after it, by an unsubscribe link, a word, a complaint or words that were detected; else answered; else no answer yet.",
  period: "By the day of the collision in the organization's time zone.",
  previous: "The same for as many days that end the day before.",
} as const;

export const complianceDefinitions = {
  ...narrowedBy,
  entries:
    "Entries on the do-not-contact list that were added or taken off on a day of the period, and those that stood at its end.",
  opt_outs:
    "Entries added in the period because the person said so: by an unsubscribe link, a word they wrote, a complaint, or words that were detected.",
  contacted: "Different leads with an attempt on a day of the period.",
  opted_out: "Of those, the ones of whom an address, or who themselves, opted out in the period.",
  opt_out_rate: "Opted out divided by contacted.",
  complained:
    "Of those contacted, the ones of whom an address, or who themselves, complained about mail in the period.",
  complaint_rate: "Complained divided by contacted.",
  by_template: "Those contacted with a touch made of the template on a day of the period; who had two counts at both.",
  by_source: "By the words with which the lead came; 'No source' without any.",
  collisions: "Prevented, overridden and escaped as on the collisions page.",
  previous: "The same for as many days that end the day before.",
} as const;

/** How an entry came to be when the person said so themselves. */
export const OPT_OUT_ORIGINS = ["unsubscribe", "keyword", "complaint", "detected"] as const;

/** Whether so few days lie so far back that most of who was contacted in them was contacted again. */
export const isBriefAndPast = ({ from, to }: { from: string; to: string }, today: string): boolean =>
  daysOf({ from, to }).length <= 45 && Date.parse(today) - Date.parse(to) > 7 * 86_400_000;

type Day = CollisionReport["by_day"][number];

/** The days of a report by calendar month. */
export function monthsOf(days: readonly Day[]): CollisionReport["by_month"] {
  const months = new Map<string, CollisionReport["by_month"][number]>();
  for (const { date, prevented, overridden, escaped } of days) {
    const month = date.slice(0, 7);
    const known = months.get(month) ?? {
      month,
      from_date: date,
      to_date: date,
      prevented: 0,
      overridden: 0,
      escaped: 0,
    };
    months.set(month, {
      ...known,
      to_date: date,
      prevented: known.prevented + prevented,
      overridden: known.overridden + overridden,
      escaped: known.escaped + escaped,
    });
  }
  return [...months.values()];
}
