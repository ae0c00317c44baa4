import { type SheetPanel, withShares } from "@/components/analytics/sheet";
import { MINIMUM_BASE, type OutreachAnalytics } from "@/lib/analytics/schema";
import { channelName, linked, nums, type Query, rate, words } from "./sheet-parts";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const answered = (attempts: number, n: number) => (attempts === 0 ? null : n / attempts);

/** When and with what: hours, days of the week, directions, templates and sequences. */
export function outreachPanels(analytics: OutreachAnalytics, rows: Rows): SheetPanel[] {
  const made = "No touch of these days was made of one.";
  const when = (title: string, noun: string, groups: Group[], empty = "No touch in these days."): SheetPanel => ({
    title,
    columns: [{ label: noun }, ...nums(["Touches", "Answered", "Rate"])],
    rows: withShares(
      groups.map((one) => ({
        key: one.name,
        size: one.attempts,
        weak: one.attempts < MINIMUM_BASE,
        cells: [
          words(one.name),
          linked(one.attempts, rows("attempts", one.by)),
          linked(one.answered, rows(one.figure, one.by)),
          rate(answered(one.attempts, one.answered)),
        ],
      })),
    ),
    bar: 1,
    fileName: `touches-by-${noun.toLowerCase()}.csv`,
    empty,
  });
  return [
    when(
      "By hour",
      "Hour",
      analytics.by_hour.map((one) => ({
        ...one,
        name: `${String(one.hour).padStart(2, "0")}:00`,
        figure: "marked",
        by: { hour: String(one.hour) },
      })),
    ),
    when(
      "By day of the week",
      "Weekday",
      analytics.by_weekday.map((one) => ({
        ...one,
        name: WEEKDAYS[one.weekday - 1] ?? "",
        figure: "marked",
        by: { weekday: String(one.weekday) },
      })),
    ),
    when(
      "By template",
      "Template",
      analytics.by_template.map((one) => ({ ...one, figure: "answered", by: { template_id: one.id } })),
      made,
    ),
    when(
      "By sequence",
      "Sequence",
      analytics.by_sequence.map((one) => ({ ...one, figure: "answered", by: { sequence_id: one.id } })),
      made,
    ),
    directionsPanel(analytics, rows),
  ];
}

type Rows = (figure: string, more?: Query) => string;
type Group = { name: string; attempts: number; answered: number; figure: string; by: Query };

function directionsPanel({ by_direction }: OutreachAnalytics, rows: Rows): SheetPanel {
  const channels = [...new Set(by_direction.map((one) => one.channel))];
  const of = (channel: string, direction: string) =>
    by_direction.find((one) => one.channel === channel && one.direction === direction)?.touches ?? 0;
  return {
    title: "Ours and theirs",
    columns: [{ label: "Channel" }, ...nums(["Ours", "Theirs"])],
    rows: withShares(
      channels.map((channel) => ({
        key: channel,
        size: of(channel, "outbound"),
        cells: [
          words(channelName(channel)),
          ...["outbound", "inbound"].map((direction) =>
            linked(of(channel, direction), rows("touches", { method: channel, direction })),
          ),
        ],
      })),
    ),
    bar: 1,
    fileName: "touches-by-direction.csv",
    empty: "No touch in these days.",
  };
}
