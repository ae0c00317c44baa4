"use server";

import { asAction } from "@/app/_adapters/action";
import { read } from "@/lib/core/read";
import { listLeads } from "@/lib/leads/list-queries";
import { displayName } from "@/lib/leads/rules";
import { listLeadsInputSchema } from "@/lib/leads/schema";

/** A few leads by name or address, for a test. */
export async function findLeadsAction(words: string): Promise<{ id: string; label: string }[]> {
  const asked = listLeadsInputSchema.safeParse({ q: words, limit: 5 });
  if (!asked.success) return [];
  const found = await asAction(({ context }) =>
    read(context, "leads:read", (tx) => listLeads(tx, context, asked.data)),
  );
  return found.ok ? found.output.data.map((lead) => ({ id: lead.id, label: displayName(lead) })) : [];
}
