"use server";

import { z } from "zod";
import { asAction, toAction } from "@/app/_adapters/action";
import { correctReplyClass } from "@/lib/conversations/correct-reply-class";
import { read } from "@/lib/core/read";
import { listLeads } from "@/lib/leads/list-queries";
import { displayName } from "@/lib/leads/rules";
import { listLeadsInputSchema } from "@/lib/leads/schema";
import { snoozeLead } from "@/lib/queues/snooze-lead";
import { assignMessage } from "@/lib/received/assign-message";
import { correctKind } from "@/lib/received/correct-kind";
import { dismissMessage } from "@/lib/received/dismiss-message";
import { getUnmatched } from "@/lib/received/unmatched-queries";

export async function correctReplyClassAction(raw: unknown) {
  return toAction(correctReplyClass, { revalidate: "/inbox" })(raw);
}

export async function correctKindAction(raw: unknown) {
  return toAction(correctKind, { revalidate: "/inbox" })(raw);
}

export async function assignMessageAction(raw: unknown) {
  return toAction(assignMessage, { revalidate: "/inbox" })(raw);
}

/** All that an unmatched message says, before somebody says whose it is. */
export async function readUnmatchedAction(id: string) {
  const asked = z.uuid().parse(id);
  return asAction(({ context }) =>
    read(context, "communications:read", (tx) => getUnmatched(tx, asked, context.actor)),
  );
}

export async function dismissMessageAction(raw: unknown) {
  return toAction(dismissMessage, { revalidate: "/inbox" })(raw);
}

export async function snoozeLeadAction(raw: unknown) {
  return toAction(snoozeLead, { revalidate: "/inbox" })(raw);
}

/** Leads by any part of a name, company or address, for who says whose a message is. */
export async function searchSendersAction(q: string) {
  const asked = listLeadsInputSchema.parse({ q: q.slice(0, 200), limit: 8 });
  const result = await asAction(({ context }) => read(context, "leads:read", (tx) => listLeads(tx, context, asked)));
  return result.ok
    ? result.output.data.map((lead) => ({ id: lead.id, name: displayName(lead), company: lead.company?.name ?? null }))
    : [];
}
