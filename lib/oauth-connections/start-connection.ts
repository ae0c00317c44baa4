import { createHash } from "node:crypto";
import { normalizeEmail } from "@/lib/contact-points/rules";
import { defineCommand } from "@/lib/core/command";
import { AppError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { atLeast } from "@/lib/core/permissions";
import { plusSeconds } from "@/lib/core/time";
import { hashToken, mintToken } from "@/lib/core/tokens";
import { lockMailbox } from "@/lib/mailboxes/queries";
import { requireMayChange } from "@/lib/mailboxes/rules";
import { authorizeUrl, oauthProviders } from "./rules";
import { startConnectionInputSchema } from "./schema";
import { insertRequest } from "./store";

const minutes = 10;

/** Begins a sign-in with a provider and answers with the page to go to. What comes back is taken once, within ten minutes, in the same session. */
export const startConnection = defineCommand({
  name: "startConnection",
  permission: "mailboxes:write",
  input: startConnectionInputSchema,
  run: async (tx, input, ctx): Promise<{ url: string }> => {
    const provider = oauthProviders(process.env).find((one) => one.code === input.provider);
    if (!provider)
      throw invalid("provider", "This provider is not set up. Ask your operator, or connect with a password.");
    if (input.shared && !atLeast(ctx.actor.role, "admin"))
      throw new AppError("FORBIDDEN", "Only an admin connects a mailbox for the whole organization. Ask one.");
    if (input.address) {
      const normal = normalizeEmail(input.address);
      if (!normal.ok) throw invalid("address", normal.reason);
    }
    const again = input.mailbox_id ? await lockMailbox(tx, input.mailbox_id) : null;
    if (again) requireMayChange(again, ctx.actor);
    const [state, verifier] = [mintToken(), mintToken() + mintToken()];
    await insertRequest(tx, {
      id: newId(),
      userId: ctx.actor.userId,
      sessionHash: hashToken(input.session_id),
      stateHash: hashToken(state),
      provider: provider.code,
      verifier,
      redirectUri: input.redirect_uri,
      address: input.address || null,
      shared: input.shared,
      mailboxId: again?.id ?? null,
      expiresAt: plusSeconds(ctx.now, minutes * 60),
      at: ctx.now,
    });
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const hint = again?.address ?? (input.address || null);
    return { url: authorizeUrl(provider, { redirectUri: input.redirect_uri, state, challenge, hint }) };
  },
});
