import type { z } from "zod";
import { normalizeEmail, normalizePhone } from "@/lib/contact-points/rules";
import { defineCommand } from "@/lib/core/command";
import { AppError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { atLeast } from "@/lib/core/permissions";
import { emit } from "@/lib/events/emit";
import { findMailboxByAddress, getMailbox, toMailbox } from "./queries";
import { type linkedProviderSchema, linkProviderInputSchema } from "./schema";
import { signWebhookPath } from "./sign-webhook-path";
import { clearDefault, insertMailbox } from "./store";

/** Connects a provider that sends by HTTP for the whole organization; its keys are sealed like any password. */
export const linkProvider = defineCommand({
  name: "linkProvider",
  permission: "mailboxes:write",
  input: linkProviderInputSchema,
  run: async (tx, input, ctx): Promise<z.infer<typeof linkedProviderSchema>> => {
    const { provider, address, is_default, sender_name = null } = input;
    if (!atLeast(ctx.actor.role, "admin"))
      throw new AppError("FORBIDDEN", "Only an admin connects a provider for the whole organization. Ask one.");
    const channel = provider === "twilio" ? "sms" : "email";
    const normal = channel === "sms" ? normalizePhone(address, ctx.defaultRegion) : normalizeEmail(address);
    if (!normal.ok) throw invalid("address", normal.reason);
    if (await findMailboxByAddress(tx, channel, normal.norm))
      throw new AppError("CONFLICT", `${address} is connected already. Disconnect it first.`);
    if (is_default) await clearDefault(tx, channel, ctx.now);
    const id = newId();
    const secrets = secretsIn(input);
    const row = {
      id,
      user_id: null,
      channel,
      provider,
      address: channel === "sms" ? normal.norm : address,
      address_norm: normal.norm,
      sender_name,
      is_default,
    };
    await insertMailbox(tx, { ...row, created_at: ctx.now, updated_at: ctx.now }, secrets);
    const payload = { address, shared: true, provider };
    await emit(tx, ctx, [{ kind: "mailbox.connected", subjects: { mailbox_id: id }, payload }]);
    return { ...toMailbox(tx, await getMailbox(tx, id)), webhook_path: signWebhookPath(provider, ctx.orgId, id) };
  },
});

function secretsIn(input: z.output<typeof linkProviderInputSchema>): Record<string, string> {
  if (input.provider === "twilio") return { account_sid: input.account_sid, auth_token: input.auth_token };
  return { api_key: input.api_key, ...(input.webhook_secret && { webhook_secret: input.webhook_secret }) };
}
