import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { boundsPart } from "@/lib/funnels/arrival-queries";
import { wonPart } from "./money-queries";
import { creditsOf } from "./rules";
import type { AttributionModel, Credit, RoiReport } from "./schema";

type Won = { minor: number; valued: boolean; rated: boolean; points: string[] };
type Answer = Pick<RoiReport, "attribution" | "without_value" | "without_rate">;

/** The revenue of the won leads of a period, shared among what touched them, under all four models. */
export async function getAttribution(
  tx: OrgTx,
  ctx: Context,
  days: { from: string; to: string },
  base: string,
): Promise<Answer> {
  const won = await tx.sql<Won[]>`
    with ${boundsPart(tx, ctx, days)}, ${wonPart(tx, ctx, base)}
    select coalesce(w.base_minor, 0) as minor, w.value_minor is not null as valued, w.base_minor is not null as rated,
      case when w.source_id is not null then array['source ' || w.source_id] else '{}' end || coalesce((
        select array_agg('channel ' || c.channel order by c.occurred_at, c.id) from communications c
        where c.lead_id = w.lead_id and is_counted(c) and c.occurred_at <= w.converted_at), '{}') as points
    from won w`;
  const names = await tx.sql<{ id: string; name: string }[]>`select id, name from lead_sources`;
  const known = new Map(names.map((one) => [one.id, one.name]));
  const credits = (model: AttributionModel) => creditsOf(won, model).map((one) => named(one, known));
  const attribution = {
    revenue_minor: won.reduce((all, one) => all + one.minor, 0),
    won: won.length,
    first: credits("first"),
    last: credits("last"),
    linear: credits("linear"),
    position: credits("position"),
  };
  return {
    attribution,
    without_value: won.filter((one) => !one.valued).length,
    without_rate: won.filter((one) => one.valued && !one.rated).length,
  };
}

function named(
  { point, ...credit }: { point: string; revenue_minor: number; won: number },
  known: Map<string, string>,
): Credit {
  const [kind, ...rest] = point.split(" ");
  const id = rest.join(" ");
  if (kind === "source") return { touchpoint: { kind, id, name: known.get(id) ?? "" }, ...credit };
  if (kind === "channel") return { touchpoint: { kind, id, name: id }, ...credit };
  return { touchpoint: { kind: "unknown", id: null, name: "No touch on record" }, ...credit };
}
