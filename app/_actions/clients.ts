"use server";

import { revalidatePath } from "next/cache";
import { asAction, toAction } from "@/app/_adapters/action";
import { convertLead } from "@/lib/clients/convert-lead";
import { unconvertLead } from "@/lib/clients/unconvert-lead";
import { invalid } from "@/lib/core/errors";
import { readMoney } from "@/lib/deals/rules";

export async function convertLeadAction(leadId: string, typed: { name: string; value: string; currency: string }) {
  return asAction(async ({ context }) => {
    const client = await convertLead(context, { lead_id: leadId, name: typed.name, ...moneyOf(typed) });
    revalidatePath("/leads", "layout");
    return client;
  });
}

export async function unconvertLeadAction(leadId: string, reason: string) {
  return toAction(unconvertLead, { revalidate: "/leads" })({ lead_id: leadId, reason });
}

function moneyOf({ value, currency }: { value: string; currency: string }) {
  if (value.trim() === "") return { value_minor: null };
  const money = readMoney(value.trim(), currency);
  if (!money.ok) throw invalid("value_minor", money.reason);
  return { value_minor: money.minor, currency };
}
