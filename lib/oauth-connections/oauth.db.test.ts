import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { ImapServer } from "@/db/testing/imap-server";
import { type OauthServer, startOauthServer } from "@/db/testing/oauth-server";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { type ScriptedSmtp, startScriptedSmtp } from "@/db/testing/scripted-smtp";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { openImapClient } from "@/lib/mail/open-imap-client";
import { openSmtpLine } from "@/lib/mail/open-smtp-line";
import type { Letter } from "@/lib/mail/rules";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";
import { removeMailbox } from "@/lib/mailboxes/remove-mailbox";
import { updateMailbox } from "@/lib/mailboxes/update-mailbox";
import { removeConnectedMailbox } from "@/lib/returned-grants/remove-connected-mailbox";
import { revokeGrant } from "@/lib/returned-grants/revoke-grant";
import { acceptGrant } from "./accept-grant";
import { readAccessToken } from "./read-access-token";
import { readCredentials } from "./read-credentials";
import { requestTokens } from "./request-tokens";
import { oauthProviders } from "./rules";
import { startConnection } from "./start-connection";

const { admin } = await testDatabase();
vi.stubEnv("TOUCHLINE_ENCRYPTION_KEY", Buffer.alloc(32, 7).toString("base64"));
afterAll(() => void vi.unstubAllEnvs());

let org: MintedOrganization;
let oauth: OauthServer;
let smtp: ScriptedSmtp;
let imap: ImapServer;
beforeEach(async () => {
  [org, oauth, imap] = [await mintOrganization({ calm: true }), await startOauthServer(), await ImapServer.start()];
  smtp = await startScriptedSmtp((account, token) => oauth.opens(account, token));
  imap.opens = (account, token) => oauth.opens(account, token);
  for (const [name, value] of Object.entries({
    OAUTH_PROVIDERS: "office",
    OAUTH_OFFICE_NAME: "Office mail",
    OAUTH_OFFICE_CLIENT_ID: "touchline",
    OAUTH_OFFICE_CLIENT_SECRET: "a secret",
    OAUTH_OFFICE_AUTHORIZE_URL: `${oauth.url}/authorize`,
    OAUTH_OFFICE_TOKEN_URL: `${oauth.url}/token`,
    OAUTH_OFFICE_SCOPE: "openid email offline_access mail",
    OAUTH_OFFICE_SMTP: `smtp://127.0.0.1:${smtp.port}`,
    OAUTH_OFFICE_IMAP: `imap://127.0.0.1:${imap.port}`,
  }))
    vi.stubEnv(name, value);
});
afterEach(async () => void (await Promise.all([oauth.stop(), smtp.stop(), imap.stop()])));

const redirect_uri = "http://crm.example/oauth/callback";
const session = randomUUID();
const start = async (ctx: Context = org.rep1, more: object = {}) =>
  (await startConnection(ctx, { provider: "office", redirect_uri, session_id: session, ...more })).url;
/** The page of the provider, where the person says yes. */
async function consent(page: string) {
  const answer = await fetch(page, { redirect: "manual" });
  const { searchParams } = new URL(answer.headers.get("location") ?? "");
  return { state: searchParams.get("state"), code: searchParams.get("code"), error: searchParams.get("error") };
}
const comeBack = async (back: object, ctx: Context = org.rep1) =>
  acceptGrant(ctx, { state: null, code: null, error: null, sessionId: session, ...back });
async function connect(ctx: Context = org.rep1, more: object = {}): Promise<string> {
  expect(await comeBack(await consent(await start(ctx, more)), ctx)).toMatchObject({ ok: true });
  const [row] = await admin`select id from mailboxes where org_id = ${org.orgId} and state <> 'disconnected'`;
  return String(row?.id);
}
const letter: Letter = {
  id: randomUUID(),
  messageId: "<m1@us.example>",
  from: "rep1@us.example",
  to: "ada@acme.example",
  raw: Buffer.from("Message-ID: <m1@us.example>\r\nSubject: Offer\r\n\r\nShall we talk?\r\n"),
};
async function send(mailbox: string) {
  const { smtp: server } = await readCredentials(org.rep1, "mailboxes:read", mailbox);
  const line = openSmtpLine(server ?? expect.fail("no server"));
  const outcome = await line.send(letter, async () => true);
  line.close();
  return outcome;
}
const standing = async (id: string) =>
  (
    await admin`
    select b.state, b.paused_reason, c.tokens is null as forgotten, c.generation from mailboxes b
    join oauth_connections c on c.org_id = b.org_id and c.mailbox_id = b.id where b.id = ${id}`
  )[0];
const endToken = (id: string) =>
  admin`update oauth_connections set access_expires_at = now() + interval '1 minute' where mailbox_id = ${id}`;

test("a mailbox is connected without a password, and mail leaves and is read by the provider's token", async () => {
  const url = new URL(await start());
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    response_type: "code",
    client_id: "touchline",
    code_challenge_method: "S256",
    redirect_uri,
  });
  const id = await connect();
  expect(await send(id)).toMatchObject({ kind: "sent" });
  expect(smtp.received.get("<m1@us.example>")).toBe(1);
  const { imap: server } = await readCredentials(org.rep1, "mailboxes:read", id);
  const client = await openImapClient(server ?? expect.fail("no server"));
  expect((await client.list()).map((one) => one.path)).toContain("INBOX");
  client.close();
  const [stored] = await admin`
    select (select string_agg(row_to_json(c)::text || encode(c.tokens, 'escape'), '') from oauth_connections c) ||
      (select string_agg(row_to_json(r)::text, '') from oauth_requests r) || (select string_agg(payload, '') from event_payloads) as text`;
  for (const secret of [await readAccessToken(org.rep1, id), String(oauth.asked[0]?.code_verifier), "a secret"])
    expect(stored?.text).not.toContain(secret);
});

test("what comes back is taken once, in time, by the session and the person that began it", async () => {
  const unknown = { ok: false, problem: "unknown" };
  const back = await consent(await start());
  expect(await comeBack({ ...back, sessionId: randomUUID() })).toMatchObject(unknown);
  expect(await comeBack(back, org.rep2)).toMatchObject(unknown);
  expect(await comeBack(back, (await mintOrganization()).rep1)).toMatchObject(unknown);
  expect(await comeBack({ ...back, state: "made up" })).toMatchObject(unknown);
  const late = new Date(Date.now() + 11 * 60_000);
  expect(await comeBack(back, at(org.rep1, late))).toMatchObject(unknown);
  expect(oauth.asked).toEqual([]);
  const both = await Promise.all([comeBack(back), comeBack(back)]);
  expect(both.map((one) => one.ok).toSorted()).toEqual([false, true]);
  expect(await comeBack(back)).toMatchObject(unknown);
});

test("disconnecting gives the permission back to the provider, and its tokens open nothing more", async () => {
  vi.stubEnv("OAUTH_OFFICE_REVOKE_URL", `${oauth.url}/revoke`);
  const id = await connect();
  const access = await readAccessToken(org.rep1, id);
  await expect(removeConnectedMailbox(org.rep2, { mailbox_id: id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect([oauth.returned.length, oauth.opens("rep1@us.example", access)]).toEqual([0, true]);
  const done = { id, provider: "Office mail", given_back: "revoked" };
  expect(await removeConnectedMailbox(org.rep1, { mailbox_id: id })).toEqual(done);
  expect([oauth.returned.length, oauth.opens("rep1@us.example", access)]).toEqual([1, false]);
  expect(await standing(id)).toMatchObject({ state: "disconnected", forgotten: true });
  const told =
    await admin`select kind from events where org_id = ${org.orgId} and subjects ->> 'mailbox_id' = ${id} order by id`;
  expect(told.map((row) => row.kind).slice(-2)).toEqual(["mailbox.disconnected", "mailbox.grant_revoked"]);
});

test.each([["broken"], ["elsewhere"], ["garbage answered with 404"], ["nowhere"]])(
  "a provider that does not take the permission back, being %s, keeps no mailbox connected, and it is told",
  async (how) => {
    if (how !== "nowhere")
      vi.stubEnv("OAUTH_OFFICE_REVOKE_URL", `${oauth.url}/${how.includes("404") ? "lost" : "revoke"}`);
    else vi.stubEnv("OAUTH_OFFICE_REVOKE_URL", undefined);
    const id = await connect();
    if (how === "broken" || how === "elsewhere") oauth.manner = how;
    const given_back = how === "nowhere" ? "not_offered" : "failed";
    expect(await removeConnectedMailbox(org.rep1, { mailbox_id: id })).toMatchObject({ id, given_back });
    const [row] = await admin`select state from mailboxes where id = ${id}`;
    expect([row?.state, oauth.returned]).toEqual(["disconnected", []]);
    const [told] = await admin`select payload from event_payloads p join events e on e.org_id = p.org_id and e.id = p.id
      where e.org_id = ${org.orgId} and e.kind = 'mailbox.grant_kept'`;
    expect(JSON.parse(String(told?.payload))).toEqual({ provider: "office", became: given_back });
  },
);

test("a provider that takes its time over taking back is not waited for", async () => {
  const [office] = oauthProviders({ ...process.env, OAUTH_OFFICE_REVOKE_URL: `${oauth.url}/revoke` });
  oauth.manner = "slow";
  expect(await revokeGrant(office ?? expect.fail("not set up"), "a token", 100)).toBe("failed");
});

test("a code without its own verifier is worth nothing to whoever caught it", async () => {
  const caught = await consent(await start());
  const own = await consent(await start());
  expect(await comeBack({ ...own, code: caught.code })).toMatchObject({ ok: false, problem: "provider_refused" });
});

test.each([
  ["garbage", "provider_silent"],
  ["huge", "provider_silent"],
  ["broken", "provider_silent"],
  ["elsewhere", "provider_silent"],
  ["invalid_grant", "provider_refused"],
  ["no_refresh", "no_lasting_permission"],
  ["no_mail", "no_mail_permission"],
] as const)(
  "a provider that answers in the way called %s connects nothing, and the page can say why",
  async (manner, problem) => {
    const back = await consent(await start());
    oauth.manner = manner;
    expect(await comeBack(back)).toEqual({ ok: false, problem, provider: "office" });
    expect(await admin`select id from mailboxes where org_id = ${org.orgId}`).toHaveLength(0);
  },
);

test("a provider that takes its time is not waited for", async () => {
  const [office] = oauthProviders(process.env);
  oauth.manner = "slow";
  expect(await requestTokens(office ?? expect.fail("not set up"), { grant_type: "refresh_token" }, 100)).toEqual({
    kind: "later",
  });
});

test("a no on the provider's page, and an account that nothing names, are told apart", async () => {
  expect(await comeBack(await consent(await start(org.rep1, { address: "no@us.example" })))).toMatchObject({
    problem: "denied",
  });
  oauth.account = null;
  expect(await comeBack(await consent(await start()))).toMatchObject({ problem: "no_address" });
  expect(await comeBack(await consent(await start(org.rep1, { address: "me@us.example" })))).toEqual({
    ok: true,
    address: "me@us.example",
  });
});

test("many at once, as two workers are, exchange a token that ends once, although the old one is worth nothing then", async () => {
  const id = await connect();
  await endToken(id);
  const tokens = await Promise.all(Array.from({ length: 12 }, () => readAccessToken(org.rep1, id)));
  expect(new Set(tokens).size).toBe(1);
  expect(oauth.refreshes()).toBe(1);
  expect(oauth.opens("rep1@us.example", tokens[0] ?? "")).toBe(true);
  await endToken(id);
  expect(await readAccessToken(org.rep1, id)).not.toBe(tokens[0]);
  expect(await standing(id)).toMatchObject({ state: "active", generation: 3 });
});

test("an exchange that nobody finished is taken over, and its late end changes nothing", async () => {
  const id = await connect();
  await endToken(id);
  await admin`update oauth_connections set rotating_by = 'gone', rotating_until = now() + interval '1 second' where mailbox_id = ${id}`;
  expect(await readAccessToken(org.rep1, id)).toBeTruthy();
  expect(await standing(id)).toMatchObject({ generation: 2 });
});

test("a token that a server does not take before its time is exchanged, and the mail leaves all the same", async () => {
  const id = await connect();
  oauth.expire();
  expect(await send(id)).toMatchObject({ kind: "sent" });
  expect(oauth.refreshes()).toBe(1);
  oauth.expire();
  const { imap: server } = await readCredentials(org.rep1, "mailboxes:read", id);
  (await openImapClient(server ?? expect.fail("no server"))).close();
  expect(oauth.refreshes()).toBe(2);
});

test("a grant that was taken back pauses the mailbox, says how to go on, and is forgotten; connecting again goes on", async () => {
  const id = await connect();
  oauth.revoke();
  expect(await send(id)).toMatchObject({ kind: "later", response: expect.stringContaining("Connect again") });
  expect(await standing(id)).toMatchObject({
    state: "paused",
    paused_reason: expect.stringMatching(/Office mail does not accept.*Connect again/),
    forgotten: true,
  });
  expect(oauth.refreshes()).toBe(1);
  await expect(readAccessToken(org.rep1, id)).rejects.toMatchObject({ code: "CONFLICT" });
  expect(oauth.refreshes()).toBe(1);
  oauth.account = "rep2@us.example";
  expect(await comeBack(await consent(await start(org.rep1, { mailbox_id: id })))).toMatchObject({
    problem: "other_account",
  });
  oauth.account = "rep1@us.example";
  expect(await connect(org.rep1, { mailbox_id: id })).toBe(id);
  expect(await standing(id)).toMatchObject({ state: "active", paused_reason: null, forgotten: false });
  expect(await send(id)).toMatchObject({ kind: "sent" });
});

test("a provider that does not answer pauses nothing: it is asked again", async () => {
  const id = await connect();
  await endToken(id);
  oauth.manner = "broken";
  await expect(readAccessToken(org.rep1, id)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(await standing(id)).toMatchObject({ state: "active", forgotten: false });
  oauth.manner = "well";
  expect(await readAccessToken(org.rep1, id)).toBeTruthy();
});

test("a mailbox that is disconnected keeps no token, and its key reaches no other server", async () => {
  const id = await connect();
  await expect(
    updateMailbox(org.rep1, { mailbox_id: id, smtp: { host: "mine.evil.example", port: 465, password: "x" } }),
  ).rejects.toMatchObject({ code: "CONFLICT" });
  await admin`update mailboxes set smtp_host = 'mine.evil.example' where id = ${id}`;
  expect((await readCredentials(org.rep1, "mailboxes:read", id)).smtp).toMatchObject({ host: "127.0.0.1" });
  await removeMailbox(org.rep1, { mailbox_id: id });
  expect(await standing(id)).toMatchObject({ state: "disconnected", forgotten: true });
});

test("a mailbox with a password is not taken over, nor is a colleague's, and the organization's is an admin's", async () => {
  const host = { host: "smtp.us.example", port: 465, username: "rep1", password: "hunter two" };
  const { id } = await addMailbox(org.rep1, { address: "rep1@us.example", smtp: host });
  expect(await comeBack(await consent(await start()))).toMatchObject({ problem: "connected_already" });
  await removeMailbox(org.rep1, { mailbox_id: id });
  await connect();
  expect(await comeBack(await consent(await start(org.rep2)), org.rep2)).toMatchObject({ problem: "not_yours" });
  await expect(start(org.rep1, { shared: true })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(start(org.rep1, { provider: "google" })).rejects.toMatchObject({ code: "INVALID" });
});
