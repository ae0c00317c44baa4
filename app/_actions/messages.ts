"use server";

import { revalidatePath } from "next/cache";
import { asAction } from "@/app/_adapters/action";
import { asOneAttempt } from "@/app/_adapters/forms";
import { read } from "@/lib/core/read";
import { cancelMessage } from "@/lib/sending/cancel-message";
import { queueMessage } from "@/lib/sending/queue-message";
import { saveDraft } from "@/lib/sending/save-draft";
import type { QueueMessageInput, SaveDraftInput } from "@/lib/sending/schema";
import { findSignature } from "@/lib/signatures/queries";
import { withoutSignature } from "@/lib/signatures/rules";
import { markSent } from "@/lib/unknown-messages/mark-sent";

export async function queueMessageAction(input: QueueMessageInput, attemptId: string) {
  const result = await asAction((caller) =>
    queueMessage(asOneAttempt(caller, "queueMessage", attemptId, input), input),
  );
  // As for a contact that is logged: also after the guard's refusal, so that the verdict is right again.
  if (result.ok || result.problem.warnings) revalidatePath("/leads", "layout");
  return result;
}

/** The message as it was written, for going on with it: without the signature that was put under it. */
export async function cancelMessageAction(id: string) {
  const result = await asAction(async ({ context }) => {
    const message = await cancelMessage(context, { id });
    const signature = await read(context, "communications:read", (tx) => findSignature(tx, context.actor.userId));
    const text = withoutSignature({ body: message.body_text ?? "", bodyHtml: message.body_html }, signature);
    return { ...message, body_text: text.body, body_html: text.bodyHtml };
  });
  if (result.ok) revalidatePath("/leads", "layout");
  return result;
}

/** Sent by hand, where nothing sends by itself. */
export async function markSentAction(id: string) {
  const result = await asAction(({ context }) => markSent(context, { id }));
  if (result.ok) revalidatePath("/leads", "layout");
  return result;
}

export async function saveDraftAction(input: SaveDraftInput) {
  return asAction(({ context }) => saveDraft(context, input));
}
