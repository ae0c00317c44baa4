import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { currentTime, plusSeconds } from "@/lib/core/time";
import { claimRotation, type Rotation } from "./claim-rotation";
import { findConnection, tokensOf } from "./queries";
import { recordRotation } from "./record-rotation";
import { requestTokens } from "./request-tokens";
import { oauthProviders, reconnectWords } from "./rules";

/** A token is exchanged so long before it ends, so that it does not end while a server looks at it. */
const marginSeconds = 120;
const waitSeconds = 25;
const lookMs = 100;

/**
 * The token that opens a mailbox now. One that ends soon, or that a server refused, is exchanged for another by one caller, in whatever
 * process; everybody else waits for theirs. CONFLICT when the person has to sign in again, UNAVAILABLE while the provider does not answer.
 */
export async function readAccessToken(ctx: Context, mailboxId: string, refused?: string): Promise<string> {
  const by = newId();
  const until = plusSeconds(currentTime(), waitSeconds);
  for (;;) {
    const now = currentTime();
    const held = await read(ctx, "mailboxes:read", async (tx) => {
      const row = await findConnection(tx, mailboxId);
      return row && { ...row, access: row.revoked_at ? "" : tokensOf(tx, row).access_token };
    });
    if (!held) throw new AppError("NOT_FOUND", "This mailbox is not connected by a provider's sign-in.");
    if (held.revoked_at) throw new AppError("CONFLICT", reconnectWords(nameOf(held.provider)));
    if (held.access !== refused && held.access_expires_at > plusSeconds(now, marginSeconds)) return held.access;
    const rotation = await claimRotation({ ...ctx, now }, { mailbox_id: mailboxId, generation: held.generation, by });
    const fresh = rotation && (await rotate(ctx, mailboxId, rotation));
    if (fresh) return fresh;
    if (currentTime() > until) throw silent(held.provider);
    await sleep(lookMs);
  }
}

/** The exchange itself, outside of any transaction. Null when somebody else's tokens are there by now. */
async function rotate(ctx: Context, mailboxId: string, rotation: Rotation): Promise<string | null> {
  const { refreshToken, provider: code, ...claim } = rotation;
  const record = (became: object) =>
    recordRotation({ ...ctx, now: currentTime() }, { mailbox_id: mailboxId, ...claim, ...became });
  const provider = oauthProviders(process.env).find((one) => one.code === code);
  const asked = { grant_type: "refresh_token", refresh_token: refreshToken };
  const answer = provider ? await requestTokens(provider, asked) : ({ kind: "later" } as const);
  if (provider && answer.kind === "revoked") {
    const { held } = await record({ became: "revoked", name: provider.name });
    if (held) throw new AppError("CONFLICT", reconnectWords(provider.name));
    return null;
  }
  if (answer.kind !== "tokens") {
    await record({ became: "later" });
    throw silent(code);
  }
  const { access, expiresIn } = answer;
  // Who gives no other refresh token means the old one.
  const tokens = { access_token: access, refresh_token: answer.refresh ?? refreshToken, expires_in: expiresIn };
  const { held } = await record({ became: "tokens", ...tokens });
  return held ? access : null;
}

const nameOf = (code: string) => oauthProviders(process.env).find((one) => one.code === code)?.name ?? code;

const silent = (code: string) =>
  new AppError("UNAVAILABLE", `${nameOf(code)} does not answer the sign-in right now. It is tried again by itself.`);
