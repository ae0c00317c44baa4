"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { asAction, toAction } from "@/app/_adapters/action";
import { originOf } from "@/app/_adapters/same-origin";
import { sessionIdOf } from "@/app/_adapters/session-cookie";
import { checkMailbox } from "@/lib/mailbox-checks/check-mailbox";
import { checkSendingDomain } from "@/lib/mailbox-checks/check-sending-domain";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";
import { linkProvider } from "@/lib/mailboxes/link-provider";
import { updateMailbox } from "@/lib/mailboxes/update-mailbox";
import { startConnection } from "@/lib/oauth-connections/start-connection";
import { removeConnectedMailbox } from "@/lib/returned-grants/remove-connected-mailbox";
import { pauseSending } from "@/lib/sending-limits/pause-sending";
import { resumeSending } from "@/lib/sending-limits/resume-sending";
import { changeSettings } from "@/lib/settings/change-settings";

const page = "/settings/mailboxes";

export async function addMailboxAction(raw: unknown) {
  return toAction(addMailbox, { revalidate: page })(raw);
}

export async function updateMailboxAction(raw: unknown) {
  return toAction(updateMailbox, { revalidate: page })(raw);
}

export async function removeMailboxAction(raw: unknown) {
  return toAction(removeConnectedMailbox, { revalidate: page })(raw);
}

export async function checkMailboxAction(raw: unknown) {
  return asAction(async ({ context }) => {
    const found = await checkMailbox(context, raw);
    revalidatePath(page, "layout");
    return found;
  });
}

export async function checkSendingDomainAction(raw: unknown) {
  return asAction(async ({ context }) => {
    const found = await checkSendingDomain(context, raw);
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

export async function linkProviderAction(raw: unknown) {
  return toAction(linkProvider, { revalidate: page })(raw);
}

export async function changeSendingAction(raw: unknown) {
  return toAction(changeSettings, { revalidate: page })(raw);
}

/** The page of a provider to sign in at; it comes back to this house, into this session. */
export async function startConnectionAction(raw: unknown) {
  return asAction(async ({ context }) => {
    const asked = await headers();
    const given = typeof raw === "object" ? raw : {};
    const place = { redirect_uri: `${originOf(asked)}/oauth/callback`, session_id: (await sessionIdOf(asked)) ?? "" };
    return startConnection(context, { ...given, ...place });
  });
}
