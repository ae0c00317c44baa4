import { findClient } from "@/lib/clients/queries";
import type { Context } from "@/lib/core/context";
import { mayDo } from "@/lib/core/permissions";
import type { read } from "@/lib/core/read";
import { getBaseCurrency } from "@/lib/deals/queries";
import { plainMoney } from "@/lib/deals/rules";
import { displayName } from "@/lib/leads/rules";
import type { Lead, StatusMove } from "@/lib/leads/schema";

type OrgTx = Parameters<Parameters<typeof read>[2]>[0];

/** How far along a lead is, the client it became, and what the dialog that makes one of it is filled with. */
export async function loadStatus(tx: OrgTx, lead: Lead, moves: StatusMove[], ctx: Context) {
  const [client, base] = await Promise.all([findClient(tx, lead.id), getBaseCurrency(tx)]);
  const { estimated_value_minor: minor, currency, company } = lead;
  const value = minor !== null && currency ? plainMoney({ minor, currency }) : "";
  const suggested = { name: company?.name ?? displayName(lead), value, currency: currency ?? base };
  const mayUndo = mayDo(ctx.actor.role, ctx.actor.scopes, "leads:unconvert");
  return { client, status: { status: lead.status, moves, suggested, mayUndo } };
}
