import { dayWords } from "@/components/analytics/day-words";
import { count } from "@/components/analytics/figure-words";
import { type SheetPanel, withShares } from "@/components/analytics/sheet";
import { SheetTables } from "@/components/analytics/sheet-board";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Forecast } from "@/lib/sequence-results/schema";

type Props = { forecast: Forecast; adding: number; tab: string | null };

/** What the next days bring against what the mailboxes send, also if so many people began today. */
export function SequenceForecast({ forecast, adding, tab }: Props) {
  return (
    <section className="board" aria-label="Forecast">
      <form className="seq-adding">
        {tab ? <input type="hidden" name="tab" value={tab} /> : null}
        <Field label="If so many people begin today">
          {(ids) => (
            <Input
              {...ids}
              name="adding"
              type="number"
              min={0}
              max={100_000}
              defaultValue={adding === 0 ? "" : adding}
            />
          )}
        </Field>
        <Button type="submit">Forecast</Button>
      </form>
      <SheetTables panels={[panelOf(forecast)]} />
    </section>
  );
}

function panelOf({ data, daily_limit: limit }: Forecast): SheetPanel {
  const over = (emails: number) => (limit !== null && emails > limit ? ", over the limit" : "");
  const most =
    limit === null ? "the mailboxes have no daily limit" : `the mailboxes send at most ${count(limit)} emails a day`;
  return {
    title: "Next 14 days",
    note: `if nobody answers and every condition holds, at hours that suit who gets them; ${most}`,
    columns: [
      { label: "Day" },
      { label: "Messages", num: true },
      { label: "Emails of all sequences", num: true },
      { label: "Asked of reps", num: true },
    ],
    rows: withShares(
      data.map(({ day, messages, all_emails, asked }) => ({
        key: day,
        size: messages,
        cells: [
          { text: dayWords(day) },
          { text: count(messages) },
          { text: `${count(all_emails)}${over(all_emails)}` },
          { text: count(asked) },
        ],
      })),
    ),
    bar: 1,
    fileName: "sequence-forecast.csv",
    empty: "Nobody is under way.",
  };
}
