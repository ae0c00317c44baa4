import { openIds, sealIds } from "@/lib/core/tokens";

const purpose = "provider webhook";

/** Where a provider tells of its messages: a word that nobody can make up, before any signature is looked at. */
export const signWebhookPath = (provider: string, orgId: string, mailboxId: string): string =>
  `/api/webhooks/${provider}/${sealIds(purpose, [orgId, mailboxId])}`;

/** Whose webhook it is; null for a word that we did not make. */
export function readWebhookToken(token: string): { orgId: string; mailboxId: string } | null {
  const [orgId, mailboxId] = openIds(purpose, token, 2) ?? [];
  return orgId && mailboxId ? { orgId, mailboxId } : null;
}
