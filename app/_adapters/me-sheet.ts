import { hoursWords, percent } from "@/components/analytics/figure-words";
import { type Sheet, type SheetPanel, withShares } from "@/components/analytics/sheet";
import { MINIMUM_BASE, type OutreachAnalytics } from "@/lib/analytics/schema";
import { channelName, linked, noted, number, nums, type Query, rate, withQuery, words } from "./sheet-parts";

/** What only the person themselves sees: their own days, hours and ways. */
export function meSheet(own: OutreachAnalytics, userId: string, streak: number): Sheet {
  const period = { from_date: own.from_date, to_date: own.to_date, user_id: userId };
  const rows = (figure: string, more: Query = {}) =>
    withQuery("/analytics/outreach/rows", { ...period, ...more, figure });
  const before = own.previous;
  return {
    note: `Only you see this page. ${noted(own.timezone)}`,
    definitions: {
      ...own.definitions,
      streak:
        "Days in a row with a touch of yours, up to today or yesterday; Saturdays and Sundays neither count nor break it.",
    },
    figures: [
      {
        name: "Touches",
        value: own.total_attempts.toLocaleString("en"),
        base: `${before?.total_attempts ?? 0} in the days before`,
        href: rows("attempts"),
      },
      {
        name: "People reached",
        value: own.leads_reached.toLocaleString("en"),
        base: `${before?.leads_reached ?? 0} in the days before`,
        href: rows("leads"),
      },
      {
        name: "Answered",
        value: own.responded_conversations.toLocaleString("en"),
        base: `${percent(own.response_rate)}, ${percent(before?.response_rate ?? null)} before`,
        href: rows("responded"),
        weak: own.conversations < MINIMUM_BASE,
      },
      {
        name: "Duplicates avoided",
        value: own.collisions.prevented.toLocaleString("en"),
        base: "stopped before they went out",
        href: withQuery("/analytics/collisions/rows", { ...period, figure: "prevented" }),
      },
      {
        name: "Streak",
        value: `${streak} ${streak === 1 ? "day" : "days"}`,
        base: "working days in a row with a touch",
      },
    ],
    panels: [hoursPanel(own), waysPanel(own, rows), daysPanel(own)],
  };
}

function hoursPanel(own: OutreachAnalytics): SheetPanel {
  return {
    title: "Your hours",
    columns: [{ label: "Hour" }, ...nums(["Touches", "Answered", "Rate"])],
    rows: withShares(
      own.by_hour.map(({ hour, attempts, answered }) => ({
        key: String(hour),
        size: attempts === 0 ? 0 : answered / attempts,
        weak: attempts < MINIMUM_BASE,
        cells: [
          words(`${String(hour).padStart(2, "0")}:00`),
          number(attempts),
          number(answered),
          rate(attempts === 0 ? null : answered / attempts),
        ],
      })),
    ),
    bar: 3,
    fileName: "my-hours.csv",
    empty: "No touch of yours in these days.",
  };
}

function waysPanel(own: OutreachAnalytics, rows: (figure: string, more?: Query) => string): SheetPanel {
  return {
    title: "Your ways",
    columns: [{ label: "Channel" }, ...nums(["Touches", "Conversations", "Answered", "Reply rate", "First reply"])],
    rows: withShares(
      Object.entries(own.by_method).map(([method, one]) => ({
        key: method,
        size: one.response_rate ?? 0,
        weak: one.conversations < MINIMUM_BASE,
        cells: [
          words(channelName(method)),
          linked(one.attempts, rows("attempts", { method })),
          linked(one.conversations, rows("conversations", { method })),
          linked(one.responded_conversations, rows("responded", { method })),
          rate(one.response_rate),
          words(hoursWords(one.median_response_time_hours)),
        ],
      })),
    ),
    bar: 4,
    fileName: "my-channels.csv",
    empty: "No touch of yours in these days.",
  };
}

function daysPanel(own: OutreachAnalytics): SheetPanel {
  return {
    title: "Your days",
    columns: [{ label: "Day" }, ...nums(["Touches", "Replies"])],
    rows: withShares(
      own.by_day.toReversed().map(({ date, attempts, responses }) => ({
        key: date,
        size: attempts,
        cells: [words(date), number(attempts), number(responses)],
      })),
    ),
    bar: 1,
    fileName: "my-days.csv",
    empty: "No day in this period.",
  };
}
