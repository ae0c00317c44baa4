import type { Metadata } from "next";
import { createCampaignAction, updateCampaignAction } from "@/app/_actions/campaigns";
import { queryText } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { CampaignsBoard } from "@/components/campaigns/campaigns-board";
import { listBudgetAccounts } from "@/lib/budgets/queries";
import { listCampaigns } from "@/lib/campaigns/queries";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { lastDays } from "@/lib/periods/rules";
import { listSources } from "@/lib/sources/queries";

export const metadata: Metadata = { title: "Campaigns" };

export default async function CampaignsPage() {
  const ctx = await requireContext();
  const may = (permission: "campaigns:write" | "budget:read") => mayDo(ctx.actor.role, ctx.actor.scopes, permission);
  const [campaigns, sources, accounts] = await read(ctx, "campaigns:read", (tx) =>
    Promise.all([listCampaigns(tx, ctx), listSources(tx), may("budget:read") ? listBudgetAccounts(tx) : null]),
  );
  const named = ({ id, name }: { id: string; name: string }) => ({ id, name });
  const offer = { sources: sources.map(named), accounts: accounts?.map(named) ?? null };
  const doors = may("campaigns:write") ? { create: createCampaignAction, update: updateCampaignAction } : null;
  const [{ from, to } = { from: "", to: "" }] = lastDays([3650], ctx);
  const ever = queryText({ from_date: from, to_date: to });
  return <CampaignsBoard {...{ campaigns, doors, offer, ever }} />;
}
