"use server";

import { revalidatePath } from "next/cache";
import { asAction, toAction } from "@/app/_adapters/action";
import { checkMailbox } from "@/lib/mailbox-checks/check-mailbox";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";
import { removeMailbox } from "@/lib/mailboxes/remove-mailbox";
import { updateMailbox } from "@/lib/mailboxes/update-mailbox";
import { pauseSending } from "@/lib/sending-limits/pause-sending";
import { resumeSending } from "@/lib/sending-limits/resume-sending";

const page = "/settings/mailboxes";

export async function addMailboxAction(raw: unknown) {
  return toAction(addMailbox, { revalidate: page })(raw);
}

export async function updateMailboxAction(raw: unknown) {
  return toAction(updateMailbox, { revalidate: page })(raw);
}

export async function removeMailboxAction(raw: unknown) {
  return toAction(removeMailbox, { revalidate: page })(raw);
}

export async function checkMailboxAction(raw: unknown) {
  return asAction(async ({ context }) => {
    const found = await checkMailbox(context, raw);
    revalidatePath(page, "layout");
    return found;
  });
}

export async function pauseSendingAction(raw: unknown) {
  return toAction(pauseSending, { revalidate: page })(raw);
}

export async function resumeSendingAction(raw: unknown) {
  return toAction(resumeSending, { revalidate: page })(raw);
}
