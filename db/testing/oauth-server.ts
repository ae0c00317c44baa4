import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

type Code = { redirectUri: string; challenge: string; account: string };
/** How the token endpoint takes the next requests. */
export type Manner =
  | "well"
  | "invalid_grant"
  | "slow"
  | "garbage"
  | "broken"
  | "huge"
  | "elsewhere"
  | "no_refresh"
  | "no_mail";

export type OauthServer = {
  url: string;
  /** whoever signs in on its page */
  account: string | null;
  manner: Manner;
  /** seconds that a token lasts */
  expiresIn: number;
  /** what the token endpoint was asked */
  asked: Record<string, string>[];
  /** the tokens that were given back */
  returned: string[];
  refreshes: () => number;
  /** whether a token opens this account now */
  opens: (account: string, token: string) => boolean;
  /** all tokens and grants are taken back */
  revoke: () => void;
  /** ends the access tokens alone, as a provider may at any time */
  expire: () => void;
  stop: () => Promise<void>;
};

const scope = "openid email offline_access mail";
const random = () => randomBytes(18).toString("base64url");
const answer = (response: ServerResponse, status: number, body: object) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

/** A provider's sign-in as documented (RFC 6749, 7636): its page says yes at once, its token endpoint verifies PKCE and rotates refresh tokens. */
export async function startOauthServer(port = 0): Promise<OauthServer> {
  const kept: Kept = { codes: new Map(), refreshTokens: new Map(), accessTokens: new Map() };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", state.url);
    if (url.pathname === "/authorize") return authorize(state, kept, url.searchParams, response);
    if (url.pathname === "/token" && request.method === "POST") {
      const fields = await fieldsOf(request);
      state.asked.push(fields);
      return misbehave(state.manner, response) || giveTokens(state, kept, fields, response);
    }
    if (url.pathname === "/revoke" && request.method === "POST") {
      const fields = await fieldsOf(request);
      return misbehave(state.manner, response) || takeBack(state, kept, fields, response);
    }
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  const state: OauthServer = {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    account: "rep1@us.example",
    manner: "well",
    expiresIn: 3600,
    asked: [],
    returned: [],
    refreshes: () => state.asked.filter((one) => one.grant_type === "refresh_token").length,
    opens: (account, given) => kept.accessTokens.get(given) === account,
    revoke: () => {
      kept.accessTokens.clear();
      kept.refreshTokens.clear();
    },
    expire: () => kept.accessTokens.clear(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return state;
}

type Kept = {
  codes: Map<string, Code>;
  refreshTokens: Map<string, string>;
  accessTokens: Map<string, string>;
};

/** The page: whoever is asked says yes, but the account no@, which says no. */
function authorize(state: OauthServer, { codes }: Kept, asked: URLSearchParams, response: ServerResponse): void {
  const redirectUri = asked.get("redirect_uri") ?? "";
  const back = new URL(redirectUri);
  back.searchParams.set("state", asked.get("state") ?? "");
  const hint = asked.get("login_hint") ?? "";
  if (asked.get("code_challenge_method") !== "S256" || asked.get("client_id") !== "touchline")
    back.searchParams.set("error", "invalid_request");
  else if (hint.startsWith("no@")) back.searchParams.set("error", "access_denied");
  else {
    const code = random();
    codes.set(code, { redirectUri, challenge: asked.get("code_challenge") ?? "", account: state.account ?? hint });
    back.searchParams.set("code", code);
  }
  response.writeHead(302, { location: back.href }).end();
}

/** Whether the endpoint answered in one of the ways in which servers fail. */
function misbehave(manner: Manner, response: ServerResponse): boolean {
  const ways: Partial<Record<Manner, () => unknown>> = {
    slow: () => setTimeout(() => response.end("{}"), 60_000).unref(),
    garbage: () => response.end("<html>not what you think</html>"),
    broken: () => answer(response, 503, { error: "temporarily_unavailable" }),
    huge: () => response.end("x".repeat(200_000)),
    elsewhere: () => response.writeHead(307, { location: "http://127.0.0.1:9/" }).end(),
    invalid_grant: () => answer(response, 400, { error: "invalid_grant" }),
  };
  ways[manner]?.();
  return ways[manner] !== undefined;
}

function giveTokens(state: OauthServer, kept: Kept, fields: Record<string, string>, response: ServerResponse): void {
  if (fields.client_id !== "touchline" || fields.client_secret !== "a secret") {
    answer(response, 401, { error: "invalid_client" });
    return;
  }
  const account = fields.grant_type === "refresh_token" ? spendRefresh(kept, fields) : spendCode(kept, fields);
  if (account === null) {
    answer(response, 400, { error: "invalid_grant" });
    return;
  }
  const [access, refresh] = [random(), random()];
  kept.accessTokens.set(access, account);
  kept.refreshTokens.set(refresh, account);
  const claims = Buffer.from(JSON.stringify({ email: account })).toString("base64url");
  answer(response, 200, {
    access_token: access,
    ...(state.manner !== "no_refresh" && { refresh_token: refresh }),
    expires_in: state.expiresIn,
    token_type: "Bearer",
    scope: state.manner === "no_mail" ? "openid email" : scope,
    ...(state.account && { id_token: `e30.${claims}.x` }),
  });
}

/** As RFC 7009 has it: the grant ends with all its tokens, and a token that nobody knows is no error. */
function takeBack(state: OauthServer, kept: Kept, fields: Record<string, string>, response: ServerResponse): void {
  if (fields.client_id !== "touchline" || fields.client_secret !== "a secret") {
    answer(response, 401, { error: "invalid_client" });
    return;
  }
  const { token = "" } = fields;
  const account = kept.refreshTokens.get(token) ?? kept.accessTokens.get(token);
  state.returned.push(token);
  for (const tokens of [kept.refreshTokens, kept.accessTokens])
    for (const [one, owner] of tokens) if (owner === account) tokens.delete(one);
  response.writeHead(200).end();
}

/** Rotated: a refresh token is worth nothing from its first use on. */
function spendRefresh({ refreshTokens }: Kept, { refresh_token: given = "" }: Record<string, string>): string | null {
  const account = refreshTokens.get(given) ?? null;
  refreshTokens.delete(given);
  return account;
}

function spendCode({ codes }: Kept, fields: Record<string, string>): string | null {
  const code = codes.get(fields.code ?? "");
  codes.delete(fields.code ?? "");
  const proof = createHash("sha256")
    .update(fields.code_verifier ?? "")
    .digest("base64url");
  return code?.redirectUri === fields.redirect_uri && code?.challenge === proof ? code.account : null;
}

async function fieldsOf(request: IncomingMessage): Promise<Record<string, string>> {
  let body = "";
  for await (const part of request) body += String(part);
  return Object.fromEntries(new URLSearchParams(body));
}
