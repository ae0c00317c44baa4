"use server";

import { revalidatePath } from "next/cache";
import { asAction, toAction } from "@/app/_adapters/action";
import { asOneAttempt } from "@/app/_adapters/forms";
import { cancelMessage } from "@/lib/sending/cancel-message";
import { queueMessage } from "@/lib/sending/queue-message";
import { saveDraft } from "@/lib/sending/save-draft";
import type { QueueMessageInput, SaveDraftInput } from "@/lib/sending/schema";

export async function queueMessageAction(input: QueueMessageInput, attemptId: string) {
  const result = await asAction((caller) =>
    queueMessage(asOneAttempt(caller, "queueMessage", attemptId, input), input),
  );
  // As for a contact that is logged: also after the guard's refusal, so that the verdict is right again.
  if (result.ok || result.problem.warnings) revalidatePath("/leads", "layout");
  return result;
}

export async function cancelMessageAction(id: string) {
  return toAction(cancelMessage, { revalidate: "/leads" })({ id });
}

export async function saveDraftAction(input: SaveDraftInput) {
  const result = await asAction(({ context }) => saveDraft(context, input));
  return result.ok ? result.output.draft_id : null;
}
