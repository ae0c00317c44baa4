import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { matches } from "@/lib/analytics/conversation-queries";
import type { FigureRow, FigureRows } from "@/lib/analytics/schema";
import type { Context } from "@/lib/core/context";
import { type Keyed, pagePart, shownOf } from "@/lib/core/keyed-page";
import { boundsPart } from "@/lib/funnels/arrival-queries";
import { periodOf } from "@/lib/periods/rules";
import { brokenPart, sendsPart } from "./collision-queries";
import { contactedPart, madePart } from "./contacted-queries";
import { entriesPart } from "./list-queries";
import { OPT_OUT_ORIGINS } from "./rules";
import type { ComplianceRowsInput } from "./schema";

type Row = Omit<FigureRow, "at"> & { at: Date } & Keyed;
type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** The collisions, entries or leads behind a figure of the collisions and compliance pages, newest first. */
export async function listComplianceRows(tx: OrgTx, ctx: Context, asked: ComplianceRowsInput): Promise<FigureRows> {
  const days = periodOf(asked, ctx);
  const rows = await tx.sql<Row[]>`
    with ${boundsPart(tx, ctx, days)}, ${brokenPart(tx, asked)}, ${sendsPart(tx)}, ${entriesPart(tx, asked.campaign_id)}, ${contactedPart(tx, ctx, days, asked.campaign_id)}, ${madePart(tx, asked.campaign_id)}, ${weekPart(tx, ctx, asked.week ?? null)},
    chosen as (${chosen(tx, asked)}),
    ${pagePart(tx, "compliance rows", asked)}
    select page.id, page.what, page.at, page.total, page.place, page.key, null::jsonb as amount,
      case when l.id is not null then jsonb_build_object('id', l.id,
        'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead')) end as lead,
      case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as user
    from page left join leads l on l.id = page.lead_id left join memberships m on m.user_id = page.user_id order by page.at desc, page.key`;
  return shownOf("compliance rows", rows, asked, ({ total: _, place: __, key: ___, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
  }));
}

function chosen(tx: OrgTx, asked: ComplianceRowsInput): Fragment {
  const { figure, code = null } = asked;
  const entries = entryFigures[figure];
  if (entries) return chosenEntries(tx, asked, entries);
  if (figure === "contacted" || figure === "opted_out" || figure === "complained") {
    const template = asked.template_id ?? null;
    return tx.sql`select lead_id as id, lead_id, ${figure.replace("_", " ")}::text as what, null::uuid as user_id, at
      from contacted where ${tx.sql.unsafe(figure === "contacted" ? "true" : figure)} and ${matches(tx, "source_id", asked.source_id)}
        and (${template}::uuid is null or lead_id in (select m.lead_id from made m where m.template_id = ${template}))`;
  }
  const sends = sendFigures[figure];
  if (sends)
    return tx.sql`select id, lead_id, code || ', ' || channel as what, user_id, at from sends where ${tx.sql.unsafe(sends)}`;
  const kind = figure === "collisions" ? tx.sql`true` : tx.sql`kind = ${figure}`;
  return tx.sql`select id, lead_id, code || ', ' || channel as what, user_id, at from broken
    where ${kind} and (${code}::text is null or code = ${code})`;
}

const sendFigures: Partial<Record<ComplianceRowsInput["figure"], string>> = {
  reviewed: "reviewed",
  open: "not reviewed",
  overrides: "true",
  override_answered: "led_to = 'answered'",
  override_opted_out: "led_to = 'opted_out'",
  override_silent: "led_to = 'silent'",
  override_not_arrived: "led_to = 'not_arrived'",
  override_waiting: "led_to = 'waiting'",
};

const entryFigures: Partial<Record<ComplianceRowsInput["figure"], string>> = {
  added: "e.created_at >= w.since and e.created_at < w.until",
  opt_outs: "e.created_at >= w.since and e.created_at < w.until and e.source = any (w.opt_outs)",
  removed: "e.revoked_at >= w.since and e.revoked_at < w.until",
  standing:
    "e.created_at < w.until and (e.revoked_at is null or e.revoked_at >= w.until) and (e.expires_at is null or e.expires_at >= w.until)",
};

/** Entries of the list: of the whole period, or of one week of it. */
function chosenEntries(tx: OrgTx, { figure, origin }: ComplianceRowsInput, which: string): Fragment {
  return tx.sql`
    select e.id, null::uuid as lead_id, e.kind || ' ' || case when e.value_norm like 'erased:%' then '(erased)' else e.value_norm end || ', ' || e.source as what,
      e.added_by as user_id, ${figure === "removed" ? tx.sql`e.revoked_at` : tx.sql`e.created_at`} as at
    from entries e cross join week_asked w where ${tx.sql.unsafe(which)} and (${origin ?? null}::text is null or e.source = ${origin ?? null})`;
}

/** `week_asked (since, until)`: the asked week as far as it lies in the period, or the period itself; goes on after `bounds`. */
const weekPart = (tx: OrgTx, { timezone }: Context, week: string | null) => tx.sql`
  week_asked as (
    select greatest(b.low, ${week}::date::timestamp at time zone ${timezone}) as since,
      least(b.high, (${week}::date + 7)::timestamp at time zone ${timezone}) as until, ${[...OPT_OUT_ORIGINS]}::text[] as opt_outs
    from bounds b)`;
