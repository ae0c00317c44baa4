import { z } from "zod";

/** Asked of a provider by who wants to connect a mailbox; where it comes back to and into which session, its door says. */
export const startConnectionInputSchema = z.strictObject({
  provider: z.string().regex(/^[a-z0-9_]{1,40}$/, "Choose one of the providers on the page."),
  /** for providers that do not say whose account it is */
  address: z.string().trim().max(320, "It has more than 320 characters. Shorten it.").nullish(),
  /** the whole organization's instead of one's own: an admin's to connect */
  shared: z.boolean().default(false),
  /** connect this one again */
  mailbox_id: z.uuid().nullish(),
  redirect_uri: z.url(),
  session_id: z.string().min(1),
});

/** Why a sign-in with a provider connected nothing. The page has the words. */
export const CONNECTION_PROBLEMS = [
  "denied",
  "unknown",
  "not_configured",
  "no_lasting_permission",
  "no_mail_permission",
  "no_address",
  "other_account",
  "connected_already",
  "not_yours",
  "provider_refused",
  "provider_silent",
] as const;
export type ConnectionProblem = (typeof CONNECTION_PROBLEMS)[number];

export type Tokens = { access_token: string; refresh_token: string };
