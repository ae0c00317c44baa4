import { countChange, rateChange } from "@/components/analytics/change-words";
import { dayWords } from "@/components/analytics/day-words";
import { count, counted, hoursWords, percent } from "@/components/analytics/figure-words";
import { type Sheet, type SheetPanel, withShares } from "@/components/analytics/sheet";
import { drawnDays } from "@/components/analytics/week-rules";
import { MINIMUM_BASE, type OutreachAnalytics } from "@/lib/analytics/schema";
import { type Goals, MEASURES } from "@/lib/goals/schema";
import { bestOf } from "@/lib/rankings/rules";
import { channelName, linked, noted, nums, type Query, rate, withQuery, words } from "./sheet-parts";

/** What only the person themselves sees: their own days, hours and ways. */
export function meSheet(own: OutreachAnalytics, userId: string, { goals, hours }: Worked): Sheet {
  const period = { from_date: own.from_date, to_date: own.to_date, user_id: userId };
  const rows = (figure: string, more: Query = {}) =>
    withQuery("/analytics/outreach/rows", { ...period, ...more, figure });
  const before = own.previous;
  return {
    note: `Only you see this page. ${noted(own.timezone, before)}`,
    definitions: {
      ...own.definitions,
      private:
        "Only you open this page, with your goals and your streak. Managers can ask for the touches and replies of one rep under Outreach; colleagues cannot.",
      today:
        "Touches of yours today, by hand and by sequences, and the goals of the day that they reached; by your own clock, whatever days are chosen.",
      streak:
        "Days in a row, by your own clock, on which you reached your goals, or without a goal contacted anybody, by hand or by a sequence; up to today or yesterday. Saturdays and Sundays without it do not break it.",
    },
    figures: [
      {
        name: "Touches",
        value: own.total_attempts.toLocaleString("en"),
        base: `in ${counted(own.conversations, "conversation")}`,
        change: countChange(own.total_attempts, before?.total_attempts),
        before: `${count(before?.total_attempts ?? 0)} in the days before`,
        href: rows("attempts"),
      },
      {
        name: "People reached",
        value: own.leads_reached.toLocaleString("en"),
        base: `by ${counted(own.total_attempts, "touch", "touches")}`,
        change: countChange(own.leads_reached, before?.leads_reached),
        before: `${count(before?.leads_reached ?? 0)} in the days before`,
        href: rows("leads"),
      },
      {
        name: "Answered",
        value: own.responded_conversations.toLocaleString("en"),
        base: own.conversations === 0 ? "of no conversation" : `${percent(own.response_rate)} of conversations`,
        change: rateChange(own.response_rate, before?.response_rate),
        before: `${percent(before?.response_rate ?? null)} in the days before`,
        href: rows("responded"),
        weak: own.conversations < MINIMUM_BASE,
      },
      {
        name: "Duplicates avoided",
        value: own.collisions.prevented.toLocaleString("en"),
        base: "stopped before they went out",
        href: withQuery("/analytics/collisions/rows", { ...period, figure: "prevented" }),
      },
      ...todayFigures(goals),
      {
        name: "Replies per working hour",
        value: hours === 0 ? "–" : (own.responded_attempts / hours).toFixed(2),
        base: `${count(own.responded_attempts)} in ${counted(Math.round(hours), "hour")}`,
        href: rows("answered"),
      },
      ...bestFigures(own, rows),
    ],
    panels: [hoursPanel(own, rows), waysPanel(own, rows), templatesPanel(own, rows), daysPanel(own, rows)],
  };
}

/** How far the day's goals are, and since when they are reached: by the clock of the person, not of the organization. */
function todayFigures(goals: OwnGoals): Sheet["figures"] {
  const wanted = MEASURES.filter((one) => goals[one].target !== null);
  const told = wanted.map((one) => `${count(goals[one].done)} of ${count(goals[one].target ?? 0)} ${one}`);
  const touches = counted(goals.touches.done, "touch", "touches");
  const sent = goals.automated === 0 ? "" : `, ${count(goals.automated)} by sequences`;
  return [
    {
      name: "Today",
      value: touches,
      base: `${told.length === 0 ? "no goals set" : `goals: ${told.join(", ")}`}${sent}`,
    },
    {
      name: "Streak",
      value: counted(goals.streak, "day"),
      base: wanted.length === 0 ? "in a row with a touch" : "in a row with your goals reached",
    },
  ];
}

/** Their best hour, channel and template among those they tried often enough. */
function bestFigures(own: OutreachAnalytics, rows: Rows): Sheet["figures"] {
  const best = <T extends Tried>(name: string, all: T[], by: (one: T) => Query, figure = "attempts") => {
    const one = bestOf(all, own.response_rate_per_attempt, MINIMUM_BASE);
    if (!one) return { name, value: "–", base: `from ${MINIMUM_BASE} touches on`, weak: true };
    const base = `${count(one.answered)} of ${count(one.attempts)} answered`;
    return { name, value: one.name, base, href: rows(figure, by(one)) };
  };
  const ways = Object.entries(own.by_method).map(([method, { conversations, responded_conversations }]) => ({
    method,
    name: channelName(method),
    attempts: conversations,
    answered: responded_conversations,
  }));
  return [
    best(
      "Best hour",
      own.by_hour.map((one) => ({ ...one, name: hourWords(one.hour) })),
      (one) => ({ hour: String(one.hour) }),
    ),
    best("Best channel", ways, ({ method }) => ({ method }), "conversations"),
    best("Best template", own.by_template, ({ id }) => ({ template_id: id })),
  ];
}

type Tried = { name: string; attempts: number; answered: number };
type Rows = (figure: string, more?: Query) => string;
type OwnGoals = Omit<Goals, "colleagues">;
type Worked = { goals: OwnGoals /** hours the organization worked in these days */; hours: number };
const hourWords = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

function hoursPanel(own: OutreachAnalytics, rows: Rows): SheetPanel {
  return {
    title: "Your hours",
    columns: [{ label: "Hour" }, ...nums(["Touches", "Answered", "Rate"])],
    rows: withShares(
      own.by_hour.map(({ hour, attempts, answered }) => ({
        key: String(hour),
        size: attempts === 0 ? 0 : answered / attempts,
        weak: attempts < MINIMUM_BASE,
        cells: [
          words(hourWords(hour)),
          linked(attempts, rows("attempts", { hour: String(hour) })),
          linked(answered, rows("marked", { hour: String(hour) })),
          rate(attempts === 0 ? null : answered / attempts),
        ],
      })),
    ),
    bar: 3,
    fileName: "my-hours.csv",
    empty: "No touch of yours in these days.",
  };
}

function waysPanel(own: OutreachAnalytics, rows: Rows): SheetPanel {
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

function templatesPanel(own: OutreachAnalytics, rows: Rows): SheetPanel {
  return {
    title: "Your templates",
    columns: [{ label: "Template" }, ...nums(["Touches", "Answered", "Rate"])],
    rows: withShares(
      own.by_template.map(({ id, name, attempts, answered, response_rate }) => ({
        key: id,
        size: response_rate ?? 0,
        weak: attempts < MINIMUM_BASE,
        cells: [
          words(name),
          linked(attempts, rows("attempts", { template_id: id })),
          linked(answered, rows("answered", { template_id: id })),
          rate(response_rate),
        ],
      })),
    ),
    bar: 3,
    fileName: "my-templates.csv",
    empty: "No touch of yours was made of a template in these days.",
  };
}

function daysPanel(own: OutreachAnalytics, rows: Rows): SheetPanel {
  const days = own.total_attempts === 0 ? [] : drawnDays(own.by_day).toReversed();
  const byWeek = days.length < own.by_day.length;
  return {
    title: byWeek ? "Your weeks" : "Your days",
    note: byWeek && days.length > 0 ? "seven days at a time" : undefined,
    columns: [{ label: byWeek ? "From" : "Day" }, ...nums(["Touches", "Replies"])],
    rows: withShares(
      days.map(({ date, until, attempts, responses }) => ({
        key: date,
        size: attempts,
        cells: [
          words(dayWords(date)),
          linked(attempts, rows("attempts", daysOf(date, until))),
          linked(responses, rows("responses", daysOf(date, until))),
        ],
      })),
    ),
    bar: 1,
    fileName: byWeek ? "my-weeks.csv" : "my-days.csv",
    empty: "No touch of yours in these days.",
  };
}

const daysOf = (day: string, until: string): Query => (day === until ? { day } : { day, until });
