import { openText, sealText } from "@/lib/core/tokens";
import { isWebAddress } from "./rules";

/** Which message was opened, or which link of it was followed. */
export type Tracked = { orgId: string; communicationId: string; url: string | null };

const purpose = "tracked link";
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A word for a link or a pixel. It holds its own target, sealed: it leads there for ever, and nobody can make one that leads elsewhere. */
export const signTrackedLink = ({ orgId, communicationId, url }: Tracked): string =>
  sealText(purpose, `${orgId} ${communicationId} ${url ?? ""}`);

/** What such a word stands for; null for a word that we did not make. */
export function readTrackedLink(token: string): Tracked | null {
  if (token.length > 4000) return null;
  const [orgId = "", communicationId = "", url = ""] = openText(purpose, token)?.split(" ") ?? [];
  if (!uuid.test(orgId) || !uuid.test(communicationId) || (url && !isWebAddress(url))) return null;
  return { orgId, communicationId, url: url || null };
}
