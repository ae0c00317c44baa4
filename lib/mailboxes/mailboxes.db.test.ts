import { randomBytes } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { addMailbox } from "./add-mailbox";
import { linkProvider } from "./link-provider";
import { getMailbox, listMailboxes, secretsOf } from "./queries";
import { recordSignIn } from "./record-sign-in";
import { removeMailbox } from "./remove-mailbox";
import { signWebhookPath } from "./sign-webhook-path";
import { updateMailbox } from "./update-mailbox";

const { admin } = await testDatabase();
process.env.TOUCHLINE_ENCRYPTION_KEY = randomBytes(32).toString("base64");

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

const given = (change: object = {}) => ({
  address: "Rep1@acme.example",
  smtp: { host: "smtp.acme.example", port: 465, username: "rep1", password: "hunter two" },
  imap: { host: "imap.acme.example", port: 993, username: "rep1", password: "hunter three" },
  ...change,
});
const secrets = (id: string) => read(org.rep1, "mailboxes:read", async (tx) => secretsOf(tx, await getMailbox(tx, id)));

test("a password goes in and never out: the answer, the row and the events say only that it is there", async () => {
  const mailbox = await addMailbox(org.rep1, given());
  expect(mailbox).toMatchObject({ address: "Rep1@acme.example", state: "active", user: { id: org.rep1.actor.userId } });
  expect(mailbox.smtp).toEqual({
    host: "smtp.acme.example",
    port: 465,
    security: "tls",
    username: "rep1",
    has_password: true,
  });
  const [stored] = await admin`
    select (select row_to_json(b)::text || encode(secrets, 'escape') from mailboxes b) as row,
      (select string_agg(payload, '') from event_payloads where org_id = ${org.orgId}) as events`;
  for (const text of [JSON.stringify(mailbox), stored?.row, stored?.events]) expect(text).not.toMatch(/hunter/);
  expect(await secrets(mailbox.id)).toEqual({ smtp_password: "hunter two", imap_password: "hunter three" });
});

test("a password left out of a change stays, a server taken away takes its own along", async () => {
  const { id } = await addMailbox(org.rep1, given());
  await updateMailbox(org.rep1, {
    mailbox_id: id,
    smtp: { host: "SMTP.acme.example", port: 587, security: "starttls" },
  });
  expect(await secrets(id)).toEqual({ smtp_password: "hunter two", imap_password: "hunter three" });
  const changed = await updateMailbox(org.rep1, { mailbox_id: id, imap: null, hour_limit: 20 });
  expect(changed).toMatchObject({ imap: null, hour_limit: 20, smtp: { host: "SMTP.acme.example" } });
  expect(await secrets(id)).toEqual({ smtp_password: "hunter two" });
});

test("a password goes to no server that it was not entered for", async () => {
  const { id } = await addMailbox(org.rep1, given());
  for (const kind of ["smtp", "imap"])
    await expect(
      updateMailbox(org.admin, { mailbox_id: id, [kind]: { host: "mine.evil.example", port: 465, username: "rep1" } }),
    ).rejects.toMatchObject({ code: "INVALID", errors: [{ path: `${kind}.password` }] });
  const smtp = { host: "smtp2.acme.example", port: 465, username: "rep1", password: "hunter four" };
  await updateMailbox(org.rep1, { mailbox_id: id, smtp });
  expect(await secrets(id)).toEqual({ smtp_password: "hunter four", imap_password: "hunter three" });
});

test("is its owner's and an admin's to change; the organization's and its default are an admin's", async () => {
  const { id } = await addMailbox(org.rep1, given());
  await expect(updateMailbox(org.rep2, { mailbox_id: id, hour_limit: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(updateMailbox(org.rep1, { mailbox_id: id, is_default: true })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(addMailbox(org.rep1, given({ address: "all@acme.example", shared: true }))).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  const shared = await addMailbox(org.admin, given({ address: "all@acme.example", shared: true }));
  await updateMailbox(org.admin, { mailbox_id: id, is_default: true });
  await updateMailbox(org.admin, { mailbox_id: shared.id, is_default: true });
  const list = await read(org.rep1, "mailboxes:read", listMailboxes);
  expect(list.map((one) => [one.address, one.is_default])).toEqual([
    ["all@acme.example", true],
    ["Rep1@acme.example", false],
  ]);
});

test("an address is connected once, by whatever spelling, and anew after it was disconnected", async () => {
  const { id } = await addMailbox(org.rep1, given());
  await expect(addMailbox(org.rep2, given({ address: "REP1+crm@acme.example" }))).rejects.toMatchObject({
    code: "CONFLICT",
  });
  await removeMailbox(org.rep1, { mailbox_id: id });
  const [row] = await admin`select state, secrets from mailboxes where id = ${id}`;
  expect(row).toEqual({ state: "disconnected", secrets: null });
  await expect(updateMailbox(org.rep1, { mailbox_id: id, hour_limit: 1 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await addMailbox(org.rep2, given())).id).not.toBe(id);
});

test("another organization finds no mailbox, and a header cannot be begun in a name", async () => {
  const { id } = await addMailbox(org.rep1, given());
  const other = await mintOrganization();
  await expect(removeMailbox(other.admin, { mailbox_id: id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  for (const sender_name of ["A\r\nBcc: x@y.example", "A\nB", "A\u0000B"])
    await expect(updateMailbox(org.rep1, { mailbox_id: id, sender_name })).rejects.toMatchObject({ code: "INVALID" });
});

test("passwords that were sealed with another key are entered again, all of them", async () => {
  const { id } = await addMailbox(org.rep1, given());
  const { smtp, imap } = given();
  process.env.TOUCHLINE_ENCRYPTION_KEY = randomBytes(32).toString("base64");
  await expect(updateMailbox(org.rep1, { mailbox_id: id, smtp })).rejects.toMatchObject({ code: "UNAVAILABLE" });
  await updateMailbox(org.rep1, { mailbox_id: id, smtp: { ...smtp, password: "hunter four" }, imap });
  expect(await secrets(id)).toEqual({ smtp_password: "hunter four", imap_password: "hunter three" });
});

test("a provider's keys are changed in place: what is left out stays, the address of its webhooks too, and it goes on", async () => {
  const resend = { provider: "resend", address: "news@acme.example", api_key: "re_first", webhook_secret: "whsec_one" };
  const { id, webhook_path } = await linkProvider(org.admin, resend);
  await recordSignIn(org.admin, { mailbox_id: id, version: 1, way: "sending", refused: "API key is invalid" });
  const paused = await read(org.admin, "mailboxes:read", (tx) => getMailbox(tx, id));
  expect(paused).toMatchObject({ state: "paused", paused_reason: expect.stringContaining('Press "Keys"') });
  const change = (keys: object, ctx = org.admin) => updateMailbox(ctx, { mailbox_id: id, keys });
  await expect(change({ api_key: "re_second" }, org.rep1)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(change({ auth_token: "abcdefgh" })).rejects.toMatchObject({ errors: [{ path: "keys.auth_token" }] });
  await expect(change({ api_key: "re_a\r\nX-More: 1" })).rejects.toMatchObject({ errors: [{ path: "keys.api_key" }] });
  await expect(change({})).rejects.toMatchObject({ errors: [{ path: "keys", message: "Enter the new key." }] });
  expect(await change({ api_key: " re_second\n" })).toMatchObject({ state: "active", paused_reason: null });
  expect(await secrets(id)).toEqual({ api_key: "re_second", webhook_secret: "whsec_one" });
  expect(signWebhookPath("resend", org.orgId, id)).toBe(webhook_path);
  const [events] = await admin`select string_agg(payload, '') as all from event_payloads where org_id = ${org.orgId}`;
  expect(events?.all).not.toMatch(/re_second/);
  const own = await addMailbox(org.rep1, given());
  const onOwn = updateMailbox(org.rep1, { mailbox_id: own.id, keys: { api_key: "re_x" } });
  await expect(onOwn).rejects.toMatchObject({ errors: [{ path: "keys.api_key" }] });
});

test("a provider's keys that were sealed with another key are entered again, all of them", async () => {
  const twilio = { provider: "twilio", address: "(415) 555-0100", account_sid: "AC1", auth_token: "token one" };
  const { id } = await linkProvider(org.admin, twilio);
  const before = process.env.TOUCHLINE_ENCRYPTION_KEY;
  process.env.TOUCHLINE_ENCRYPTION_KEY = randomBytes(32).toString("base64");
  const change = (keys: object) => updateMailbox(org.admin, { mailbox_id: id, keys });
  await expect(change({ auth_token: "token two" })).rejects.toThrow();
  await change({ account_sid: "AC2", auth_token: "token two" });
  expect(await secrets(id)).toEqual({ account_sid: "AC2", auth_token: "token two" });
  process.env.TOUCHLINE_ENCRYPTION_KEY = before;
});
