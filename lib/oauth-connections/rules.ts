import { z } from "zod";

/** A provider whose sign-in opens mailboxes, as the operator configured it. */
export type OauthProvider = {
  code: string;
  /** as people know it */
  name: string;
  clientId: string;
  clientSecret: string | null;
  authorizeUrl: string;
  tokenUrl: string;
  /** where a permission is given back (RFC 7009); null where the provider has no such place */
  revokeUrl: string | null;
  scopes: string[];
  /** what the page of the provider wants beside the standard */
  extra: Record<string, string>;
  smtp: MailHost;
  imap: MailHost | null;
};
export type MailHost = { host: string; port: number; security: "tls" | "starttls" | "none" };

type Environment = Record<string, string | undefined>;
type Known = Omit<OauthProvider, "code" | "clientId" | "clientSecret">;

const google: Known = {
  name: "Google",
  authorizeUrl: "https://accounts.google.com/o/oauth2/v2/auth",
  tokenUrl: "https://oauth2.googleapis.com/token",
  revokeUrl: "https://oauth2.googleapis.com/revoke",
  scopes: ["openid", "email", "https://mail.google.com/"],
  // Without these there is no refresh token the second time somebody connects.
  extra: { access_type: "offline", prompt: "consent" },
  smtp: { host: "smtp.gmail.com", port: 465, security: "tls" },
  imap: { host: "imap.gmail.com", port: 993, security: "tls" },
};

const microsoft = (tenant: string): Known => ({
  name: "Microsoft",
  authorizeUrl: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize`,
  tokenUrl: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
  // None: a person withdraws it in the settings of their account.
  revokeUrl: null,
  scopes: [
    "openid",
    "email",
    "offline_access",
    "https://outlook.office.com/IMAP.AccessAsUser.All",
    "https://outlook.office.com/SMTP.Send",
  ],
  extra: { prompt: "select_account" },
  smtp: { host: "smtp.office365.com", port: 587, security: "starttls" },
  imap: { host: "outlook.office365.com", port: 993, security: "tls" },
});

/** The providers that the environment names completely: OAUTH_<CODE>_CLIENT_ID and, for any but Google and Microsoft, its addresses. */
export function oauthProviders(env: Environment): OauthProvider[] {
  const others = (env.OAUTH_PROVIDERS ?? "").split(",").map((one) => one.trim().toLowerCase());
  return ["google", "microsoft", ...others.filter((one) => /^[a-z0-9_]{1,40}$/.test(one))].flatMap((code) => {
    const of = (name: string) => env[`OAUTH_${code.toUpperCase()}_${name}`]?.trim() || undefined;
    const clientId = of("CLIENT_ID");
    const known = knownAs(code, of);
    return clientId && known ? [{ ...known, code, clientId, clientSecret: of("CLIENT_SECRET") ?? null }] : [];
  });
}

function knownAs(code: string, of: (name: string) => string | undefined): Known | null {
  if (code === "google") return google;
  if (code === "microsoft") return microsoft(of("TENANT") ?? "common");
  const [authorizeUrl, tokenUrl, smtp] = [of("AUTHORIZE_URL"), of("TOKEN_URL"), hostOf(of("SMTP"))];
  if (!authorizeUrl || !tokenUrl || !smtp) return null;
  const scopes = (of("SCOPE") ?? "openid email offline_access").split(/\s+/);
  const revokeUrl = of("REVOKE_URL") ?? null;
  return {
    name: of("NAME") ?? code,
    authorizeUrl,
    tokenUrl,
    revokeUrl,
    scopes,
    extra: {},
    smtp,
    imap: hostOf(of("IMAP")),
  };
}

/** `smtps://host:465`, `smtp://host:587`, `imaps://host`: encrypted, but for this very machine in tests. */
function hostOf(address: string | undefined): MailHost | null {
  if (!address || !URL.canParse(address)) return null;
  const { protocol, hostname: host, port } = new URL(address);
  const usual: Record<string, number> = { "smtps:": 465, "smtp:": 587, "imaps:": 993, "imap:": 143 };
  const usualPort = usual[protocol];
  if (usualPort === undefined || !host) return null;
  const plain = host === "127.0.0.1" ? "none" : "starttls";
  return { host, port: Number(port || usualPort), security: protocol.endsWith("s:") ? "tls" : plain };
}

type Asked = { redirectUri: string; state: string; challenge: string; hint: string | null };

/** The page of the provider on which a person says yes (RFC 6749, 4.1.1, with PKCE, RFC 7636). */
export function authorizeUrl(provider: OauthProvider, { redirectUri, state, challenge, hint }: Asked): string {
  const url = new URL(provider.authorizeUrl);
  const fields = {
    response_type: "code",
    client_id: provider.clientId,
    redirect_uri: redirectUri,
    scope: provider.scopes.join(" "),
    state,
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...(hint && { login_hint: hint }),
    ...provider.extra,
  };
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  return url.href;
}

const answerSchema = z.object({
  access_token: z.string().min(1).max(16_000),
  refresh_token: z.string().min(1).max(16_000).optional(),
  expires_in: z.coerce.number().positive().optional(),
  scope: z.string().max(4000).optional(),
  id_token: z.string().max(16_000).optional(),
});
export type TokenAnswer =
  | {
      kind: "tokens";
      access: string;
      refresh: string | null;
      expiresIn: number;
      scopes: string | null;
      account: string | null;
    }
  /** the grant is no more: only the person can give another */
  | { kind: "revoked" }
  /** this request was refused for another reason, which the operator has to know */
  | { kind: "refused"; code: string }
  /** nothing that means anything: try again later */
  | { kind: "later" };

/** What a token endpoint said (RFC 6749, 5). What it says without sense is no answer. */
export function readTokenAnswer(status: number, body: string): TokenAnswer {
  const json = parsed(body);
  if (status >= 200 && status < 300) {
    const found = answerSchema.safeParse(json);
    if (!found.success) return { kind: "later" };
    const { access_token: access, refresh_token: refresh = null, expires_in = 3600, scope, id_token } = found.data;
    const expiresIn = Math.min(Math.max(expires_in, 1), 86_400);
    return { kind: "tokens", access, refresh, expiresIn, scopes: scope ?? null, account: accountOf(id_token) };
  }
  const said = z.object({ error: z.string().max(100) }).safeParse(json);
  if (!said.success || status >= 500 || status === 429) return { kind: "later" };
  return said.data.error === "invalid_grant" ? { kind: "revoked" } : { kind: "refused", code: said.data.error };
}

/** Whose account an id token names. It came from the token endpoint itself, which vouches for it (OpenID Connect Core, 3.1.3.7). */
function accountOf(idToken: string | undefined): string | null {
  const claims = parsed(Buffer.from(idToken?.split(".")[1] ?? "", "base64url").toString("utf8"));
  const found = z.object({ email: z.string().optional(), preferred_username: z.string().optional() }).safeParse(claims);
  const name = found.data?.email ?? found.data?.preferred_username;
  return name && /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(name) ? name : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const aboutThePerson: readonly string[] = ["openid", "email", "profile", "offline_access"];

/** Whether the mail itself was allowed: a person may untick it on the page of the provider. */
export function allowsMail({ scopes: asked }: OauthProvider, granted: string | null): boolean {
  if (granted === null) return true;
  const given = granted.toLowerCase().split(/[\s,]+/);
  return asked
    .filter((one) => !aboutThePerson.includes(one))
    .map((one) => one.toLowerCase())
    .every((one) => given.some((it) => it === one || (it !== "" && one.endsWith(`/${it}`))));
}

export const reconnectWords = (name: string) =>
  `${name} does not accept the connection any more: it was withdrawn there, or the password changed. Press "Connect again" under Settings, Mailboxes.`;
