import { hoursWords, percent } from "@/components/analytics/figure-words";
import type { Sheet, SheetPanel } from "@/components/analytics/sheet";
import type { Ranking } from "@/lib/rankings/schema";
import { linked, noted, number, nums, type Query, rate, withQuery, words } from "./sheet-parts";

/** Reps by their shrunk reply rate. */
export function repsSheet(ranking: Ranking, kept: Query): Sheet {
  const { team } = ranking;
  const rows = (more: Query) =>
    withQuery("/analytics/outreach/rows", { ...kept, from_date: ranking.from_date, to_date: ranking.to_date, ...more });
  return {
    note: noted(ranking.timezone),
    definitions: ranking.definitions,
    figures: [
      {
        name: "Touches",
        value: team.attempts.toLocaleString("en"),
        base: `by ${ranking.data.filter((one) => one.attempts > 0).length} people`,
        href: rows({ figure: "attempts" }),
      },
      {
        name: "Conversations",
        value: team.conversations.toLocaleString("en"),
        base: "of the whole team",
        href: rows({ figure: "conversations" }),
      },
      {
        name: "Answered",
        value: team.responded_conversations.toLocaleString("en"),
        base: `${percent(team.response_rate)} of conversations`,
        href: rows({ figure: "responded" }),
      },
      {
        name: "First reply, median",
        value: hoursWords(team.median_response_time_hours),
        base: `90 % within ${hoursWords(team.p90_response_time_hours)}`,
      },
    ],
    panels: [repsPanel(ranking, rows)],
  };
}

function repsPanel(ranking: Ranking, rows: (more: Query) => string): SheetPanel {
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
      const figure = (value: number, name: string) =>
        user_id ? linked(value, rows({ figure: name, rep_id: user_id })) : number(value);
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
          number(rep.collisions.prevented),
        ],
      };
    }),
    fileName: "reps.csv",
    empty: "No touch in these days.",
  };
}
