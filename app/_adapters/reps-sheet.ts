import { countChange, hoursChange } from "@/components/analytics/change-words";
import { count, counted, hoursWords, percent } from "@/components/analytics/figure-words";
import type { Sheet, SheetPanel } from "@/components/analytics/sheet";
import type { Ranking } from "@/lib/rankings/schema";
import { linked, noted, nums, type Query, rate, withQuery, words } from "./sheet-parts";

/** Reps by their shrunk reply rate. */
export function repsSheet(ranking: Ranking, kept: Query): Sheet {
  const { team, previous } = ranking;
  const before = (text: string) => (previous ? `${text} in the days before` : undefined);
  const rows = (more: Query) =>
    withQuery("/analytics/outreach/rows", { ...kept, from_date: ranking.from_date, to_date: ranking.to_date, ...more });
  return {
    note: noted(ranking.timezone, previous),
    definitions: ranking.definitions,
    figures: [
      {
        name: "Touches",
        value: team.attempts.toLocaleString("en"),
        base: `by ${counted(ranking.data.filter((one) => one.attempts > 0).length, "person", "people")}`,
        href: rows({ figure: "attempts" }),
        change: countChange(team.attempts, previous?.total_attempts),
        before: before(count(previous?.total_attempts ?? 0)),
      },
      {
        name: "Conversations",
        value: team.conversations.toLocaleString("en"),
        base: "of the whole team",
        href: rows({ figure: "conversations" }),
        change: countChange(team.conversations, previous?.conversations),
        before: before(count(previous?.conversations ?? 0)),
      },
      {
        name: "Answered",
        value: team.responded_conversations.toLocaleString("en"),
        base: `${percent(team.response_rate)} of conversations`,
        href: rows({ figure: "responded" }),
        change: countChange(team.responded_conversations, previous?.responded_conversations),
        before: before(count(previous?.responded_conversations ?? 0)),
      },
      {
        name: "First reply, median",
        value: hoursWords(team.median_response_time_hours),
        base: `90 % within ${hoursWords(team.p90_response_time_hours)}`,
        href: rows({ figure: "responded" }),
        change: hoursChange(team.median_response_time_hours, previous?.median_response_time_hours),
        before: before(hoursWords(previous?.median_response_time_hours ?? null)),
      },
    ],
    panels: [repsPanel(ranking, rows, kept)],
  };
}

function repsPanel(ranking: Ranking, rows: (more: Query) => string, kept: Query): SheetPanel {
  const { from_date, to_date } = ranking;
  const prevented = (user_id: string) =>
    withQuery("/analytics/collisions/rows", { ...kept, from_date, to_date, user_id, figure: "prevented" });
  return {
    title: "Reps",
    note: `ranked from ${ranking.minimum} touches on, small bases drawn towards the team`,
    columns: [
      { label: "#", num: true },
      { label: "Rep" },
      ...nums([
        "Touches",
        "Conversations",
        "Answered",
        "Reply rate",
        "Drawn to the team",
        "Between (95 %)",
        "First reply",
        "Prevented",
      ]),
    ],
    rows: ranking.data.map((rep) => {
      const user_id = rep.user?.id;
      const figure = (value: number, name: string) => linked(value, rows({ figure: name, rep_id: user_id ?? "none" }));
      return {
        key: user_id ?? "nobody",
        weak: rep.rank === null,
        cells: [
          words(rep.rank === null ? "–" : String(rep.rank)),
          words(rep.user?.name ?? "Nobody"),
          figure(rep.attempts, "attempts"),
          figure(rep.conversations, "conversations"),
          figure(rep.responded_conversations, "responded"),
          rate(rep.response_rate),
          rate(rep.shrunk_rate),
          words(rep.low === null ? "–" : `${percent(rep.low)} – ${percent(rep.high)}`),
          words(hoursWords(rep.median_response_time_hours)),
          linked(rep.collisions.prevented, prevented(user_id ?? "none")),
        ],
      };
    }),
    fileName: "reps.csv",
    empty: "No touch in these days.",
  };
}
