import type { Context } from "@/lib/core/context";
import { currentTime } from "@/lib/core/time";
import { recordGrant } from "./record-grant";
import { requestTokens } from "./request-tokens";
import { allowsMail, oauthProviders } from "./rules";
import type { ConnectionProblem } from "./schema";
import { takeRequest } from "./take-request";

type Back = { state: string | null; code: string | null; error: string | null; sessionId: string };
export type Accepted =
  | { ok: true; address: string }
  | { ok: false; problem: ConnectionProblem; provider: string | null };

/** A person comes back from the page of a provider: what it gave is fetched outside of any transaction, and the mailbox is connected. */
export async function acceptGrant(ctx: Context, { state, code, error, sessionId }: Back): Promise<Accepted> {
  const taken = state ? await takeRequest(ctx, { state: state.slice(0, 200), session_id: sessionId }) : null;
  if (!taken) return { ok: false, problem: "unknown", provider: null };
  const provider = oauthProviders(process.env).find((one) => one.code === taken.provider);
  const refused = (problem: ConnectionProblem) => ({ ok: false, problem, provider: taken.provider }) as const;
  if (!provider) return refused("not_configured");
  if (error) return refused(error === "access_denied" ? "denied" : "provider_refused");
  if (!code) return refused("provider_refused");
  const fields = { grant_type: "authorization_code", code, code_verifier: taken.verifier };
  const answer = await requestTokens(provider, { ...fields, redirect_uri: taken.redirect_uri });
  if (answer.kind === "later") return refused("provider_silent");
  if (answer.kind !== "tokens") return refused("provider_refused");
  if (answer.refresh === null) return refused("no_lasting_permission");
  if (!allowsMail(provider, answer.scopes)) return refused("no_mail_permission");
  const account = answer.account ?? taken.address;
  if (account === null) return refused("no_address");
  const recorded = await recordGrant(
    { ...ctx, now: currentTime() },
    {
      provider: provider.code,
      mailbox_id: taken.mailbox_id,
      shared: taken.shared,
      account,
      scopes: answer.scopes ?? provider.scopes.join(" "),
      access_token: answer.access,
      refresh_token: answer.refresh,
      expires_in: answer.expiresIn,
    },
  );
  return "problem" in recorded ? refused(recorded.problem) : { ok: true, address: recorded.address };
}
