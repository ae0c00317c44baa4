"use server";

import { revalidatePath } from "next/cache";
import { asAction, toAction } from "@/app/_adapters/action";
import { checkIds } from "@/app/_adapters/asked";
import { asOneAttempt } from "@/app/_adapters/forms";
import type { RecordCallInput } from "@/lib/communications/call-schema";
import { logContact } from "@/lib/communications/log-contact";
import { markResponded } from "@/lib/communications/mark-responded";
import { getTouchText, listTouchesAfter } from "@/lib/communications/queries";
import { recordCall } from "@/lib/communications/record-call";
import type { LogContactInput, Touch } from "@/lib/communications/schema";
import { correctTouchClass } from "@/lib/conversations/correct-touch-class";
import { read } from "@/lib/core/read";
import type { Channel } from "@/lib/guard/schema";
import { assessLead } from "@/lib/outreach/assess-lead";
import { requestSlot } from "@/lib/outreach/request-slot";
import { splitTouch } from "@/lib/told-touches/split-touch";

export async function logContactAction(leadId: string, input: LogContactInput, attemptId: string) {
  const raw = { ...input, lead_id: leadId };
  const result = await asAction((caller) => logContact(asOneAttempt(caller, "logContact", attemptId, raw), raw));
  // Also after the guard's refusal, so that the verdict is right again. Not when the session or the database is gone: the page could
  // not be drawn, and the dialog would go with what is typed in it.
  if (result.ok || result.problem.warnings) revalidatePath("/leads", "layout");
  return result.ok ? ({ ok: true, touch: result.output } as const) : result;
}

export async function markRespondedAction(touch: Touch, responded: boolean) {
  return toAction(markResponded, { revalidate: "/leads" })({ contact_id: touch.id, responded });
}

export async function correctTouchClassAction(input: { contact_id: string; reply_class: string }) {
  return toAction(correctTouchClass, { revalidate: "/leads" })(input);
}

export async function splitTouchAction(input: { contact_id: string }) {
  return toAction(splitTouch, { revalidate: "/leads" })(input);
}

export async function recordCallAction(contactId: string, input: RecordCallInput) {
  return toAction(recordCall, { revalidate: "/leads" })({ ...input, contact_id: contactId });
}

export async function requestSlotAction(leadId: string, method: Channel) {
  return toAction(requestSlot)({ lead_id: leadId, method });
}

export async function loadOlderTouchesAction(leadId: string, oldest: Touch) {
  const result = await asAction(({ context }) =>
    read(context, "communications:read", (tx) => listTouchesAfter(tx, leadId, oldest.id)),
  );
  return result.ok ? { touches: result.output.data, has_more: result.output.next_cursor !== null } : null;
}

export async function loadTouchTextAction(touchId: string) {
  const result = await asAction(({ context }) => {
    checkIds({ id: touchId });
    return read(context, "communications:read", (tx) => getTouchText(tx, touchId));
  });
  return result.ok ? result.output : null;
}

export async function loadContactabilityAction(leadId: string, text?: string) {
  const body = text?.slice(0, 20_000);
  const result = await asAction(({ context }) =>
    read(context, "leads:read", (tx) => assessLead(tx, leadId, context, { body })),
  );
  return result.ok ? result.output : null;
}
