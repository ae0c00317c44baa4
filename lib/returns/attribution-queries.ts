import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { boundsPart } from "@/lib/funnels/arrival-queries";
import { wonPart } from "./money-queries";
import { creditsOf, partsOf } from "./rules";
import type { AttributionModel, Credit, ReturnRowsInput, RoiReport } from "./schema";

type Won = { id: string; minor: number; valued: boolean; rated: boolean; points: string[] };
type Answer = Pick<RoiReport, "attribution" | "without_value" | "without_rate">;

type Days = { from: string; to: string; campaign: string | undefined };

/** The revenue of the won leads of a period, shared among what touched them, under all four models. */
export async function getAttribution(tx: OrgTx, ctx: Context, days: Days, base: string): Promise<Answer> {
  const won = await listWon(tx, ctx, days, base);
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

/** The won leads of a period with everything that touched them, in its order. */
async function listWon(tx: OrgTx, ctx: Context, days: Days, base: string): Promise<Won[]> {
  const rows = await tx.sql<(Omit<Won, "points"> & { source_id: string | null; channels: string | null })[]>`
    with ${boundsPart(tx, ctx, days)}, ${wonPart(tx, ctx, base, days.campaign)}
    select w.id, coalesce(w.base_minor, 0) as minor, w.value_minor is not null as valued, w.base_minor is not null as rated, w.source_id, (
      select string_agg(c.channel, ',' order by c.occurred_at, c.id) from communications c
      where c.org_id = current_org_id() and c.lead_id = w.lead_id and is_counted(c) and c.occurred_at <= w.converted_at) as channels
    from won w`;
  return rows.map(({ source_id, channels, ...won }) => ({
    ...won,
    points: [
      ...(source_id ? [`source ${source_id}`] : []),
      ...(channels?.split(",") ?? []).map((one) => `channel ${one}`),
    ],
  }));
}

type Asked = Pick<ReturnRowsInput, "model" | "touchpoint" | "touchpoint_id">;

/** What a touchpoint is credited of each client it had a share in, by the client's id. */
export async function listCredits(
  tx: OrgTx,
  ctx: Context,
  days: Days,
  base: string,
  { model, touchpoint, touchpoint_id }: Asked,
): Promise<{ id: string; minor: number }[]> {
  const asked = touchpoint === "unknown" ? "unknown" : `${touchpoint} ${touchpoint_id ?? ""}`;
  const won = await listWon(tx, ctx, days, base);
  return won.flatMap(({ id, minor, points }) => {
    const mine = partsOf(minor, points, model).filter(({ point }) => point === asked);
    return mine.length === 0 ? [] : [{ id, minor: mine.reduce((sum, one) => sum + one.minor, 0) }];
  });
}
