import { readIdentity } from "@/lib/core/identity-command";
import { hashToken } from "@/lib/core/tokens";
import { findApiKey, findSession, type Identity } from "./identity-queries";
import { touchApiKey, touchSession } from "./store";

/** What a door was handed: the session id out of the signed cookie, or the API key as it was sent. */
export type Proof = { sessionId: string } | { apiKey: string };

/** Who that is right now, or null; also notes when a session or key was last used. Role and standing come from the tables. */
export const authenticateCaller = (proof: Proof, now: Date): Promise<Identity | null> =>
  readIdentity(async (tx) => {
    if ("sessionId" in proof) {
      const found = await findSession(tx, proof.sessionId, now);
      if (found) await touchSession(tx, found.id, now);
      return found;
    }
    const found = await findApiKey(tx, hashToken(proof.apiKey), now);
    if (found) await touchApiKey(tx, found.id, now);
    return found;
  });
