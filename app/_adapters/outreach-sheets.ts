import { type SheetPanel, withShares } from "@/components/analytics/sheet";
import { MINIMUM_BASE, type OutreachAnalytics } from "@/lib/analytics/schema";
import { channelName, number, nums, rate, words } from "./sheet-parts";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const answered = (attempts: number, n: number) => (attempts === 0 ? null : n / attempts);

/** When and with what: hours, days of the week, directions, templates and sequences. */
export function outreachPanels(analytics: OutreachAnalytics): SheetPanel[] {
  const when = (
    title: string,
    noun: string,
    groups: { name: string; attempts: number; answered: number }[],
  ): SheetPanel => ({
    title,
    columns: [{ label: noun }, ...nums(["Touches", "Answered", "Rate"])],
    rows: withShares(
      groups.map((one) => ({
        key: one.name,
        size: one.attempts,
        weak: one.attempts < MINIMUM_BASE,
        cells: [
          words(one.name),
          number(one.attempts),
          number(one.answered),
          rate(answered(one.attempts, one.answered)),
        ],
      })),
    ),
    bar: 1,
    fileName: `touches-by-${noun.toLowerCase()}.csv`,
    empty: "No touch in these days.",
  });
  return [
    when(
      "By hour",
      "Hour",
      analytics.by_hour.map((one) => ({ ...one, name: `${String(one.hour).padStart(2, "0")}:00` })),
    ),
    when(
      "By day of the week",
      "Weekday",
      analytics.by_weekday.map((one) => ({ ...one, name: WEEKDAYS[one.weekday - 1] ?? "" })),
    ),
    when("By template", "Template", analytics.by_template),
    when("By sequence", "Sequence", analytics.by_sequence),
    directionsPanel(analytics),
  ];
}

function directionsPanel({ by_direction }: OutreachAnalytics): SheetPanel {
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
        cells: [words(channelName(channel)), number(of(channel, "outbound")), number(of(channel, "inbound"))],
      })),
    ),
    bar: 1,
    fileName: "touches-by-direction.csv",
    empty: "No touch in these days.",
  };
}
