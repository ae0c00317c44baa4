import { openIds, sealIds } from "@/lib/core/tokens";

const purpose = "unsubscribe link";

/** Which message a link belongs to. The link never expires, and says nothing to who has not got the key of secrets.json. */
export type LinkedMessage = { orgId: string; communicationId: string };

/** The page of a message's own link; `baseUrl` is the public address of this Touchline. */
export const signUnsubscribeLink = ({ orgId, communicationId }: LinkedMessage, baseUrl: string): string =>
  `${baseUrl.replace(/\/+$/, "")}/u/${sealIds(purpose, [orgId, communicationId])}`;

/** Which message a link's word belongs to; null for a word that we did not make. */
export function readUnsubscribeToken(token: string): LinkedMessage | null {
  const [orgId, communicationId] = openIds(purpose, token, 2) ?? [];
  return orgId && communicationId ? { orgId, communicationId } : null;
}
