import Link from "next/link";
import { chanceOf, expectedValue, tellMoney } from "@/lib/deals/rules";
import { UTM_KEYS } from "@/lib/deals/schema";
import type { Lead } from "@/lib/leads/schema";
import { Fact } from "./fact";
import { FIELD_LABELS } from "./lead-fields";
import { percentOf, textOf } from "./lead-typed";

/** What the deal may be worth, when, and how likely; who said so when it was not predicted. */
export function DealFacts({ lead, editHref }: { lead: Lead; editHref: string }) {
  const { estimated_value_minor: minor, currency } = lead;
  const expected = expectedValue(lead);
  return (
    <section>
      <h2>
        Deal
        <Link className="link" href={editHref} aria-label="Edit the deal">
          Edit
        </Link>
      </h2>
      <dl className="facts">
        <Fact label="Value">{minor !== null && currency ? tellMoney({ minor, currency }) : null}</Fact>
        <Fact label="Expected close">{lead.expected_close_date ? dayWords(lead.expected_close_date) : null}</Fact>
        <Fact label="Probability">{chanceWords(lead)}</Fact>
        <Fact label="Expected value">{expected ? tellMoney(expected) : null}</Fact>
      </dl>
    </section>
  );
}

/** The campaign and whatever else is known of how they came. */
export function Campaign({ lead: { source_metadata } }: { lead: Lead }) {
  const known = [...new Set([...UTM_KEYS, ...Object.keys(source_metadata)])].filter((key) =>
    textOf(source_metadata[key]),
  );
  return known.map((key) => (
    <Fact key={key} label={labelOf(key)}>
      {textOf(source_metadata[key])}
    </Fact>
  ));
}

// "utm_campaign" is a campaign to people; what else a form sent keeps its own name.
function labelOf(key: string): string {
  const known = FIELD_LABELS[key];
  if (known) return known;
  const words = key.replace(/^utm_/, "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function chanceWords(lead: Lead): string | null {
  const chance = chanceOf(lead);
  if (chance === null) return null;
  if (lead.probability_override === null) return `${percentOf(chance)} %, predicted`;
  const predicted = lead.predicted_close_probability;
  return `${percentOf(chance)} %, set by hand${predicted === null ? "" : ` (predicted ${Math.round(predicted * 100)} %)`}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "2027-01-31" as "31 Jan 2027": a day has no zone. */
function dayWords(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}
