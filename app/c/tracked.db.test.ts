import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { GET as follow } from "@/app/c/[token]/route";
import { GET as show } from "@/app/o/[token]/route";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { erasePerson } from "@/lib/erasure/erase-person";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { queueMessage } from "@/lib/sending/queue-message";
import { changeSettings } from "@/lib/settings/change-settings";
import { createTemplate } from "@/lib/templates/create-template";
import { getTemplate, listTemplateVersions } from "@/lib/templates/queries";
import { findTracked, listTracked } from "@/lib/tracked-events/queries";
import { signTrackedLink } from "@/lib/tracked-links/sign-tracked-link";
import type { Ways } from "@/lib/ways/open-ways";

const { admin } = await testDatabase();
vi.stubEnv("TOUCHLINE_URL", "https://crm.example");
afterAll(() => void vi.unstubAllEnvs());

let org: MintedOrganization;
let lead: string;
let left: string[];
const ways: Ways = {
  fallback: "captured",
  line: async () => ({
    send: async (letter, begin) => {
      await begin();
      left.push(letter.mail?.html ?? "");
      return { kind: "sent", response: "kept" };
    },
    close: () => {},
  }),
  journal: async () => null,
};
beforeEach(async () => {
  left = [];
  org = await mintOrganization({ calm: true });
  lead = (await createLead(org.rep1, { last_name: "Doe", email: "jane@acme.example" })).id;
});

const html = `<p>See <a href="https://a.example/x?b=1&amp;c=2">this</a>, <a href="https://b.example/">that</a>, <a href="https://c.example/">those</a></p>`;
const turn = (on: boolean) => changeSettings(org.admin, { "tracking.opens_and_clicks": on });
/** Sent so long ago that whoever looks now may be a person. */
async function send(text: Record<string, unknown> = { subject: "Offer", body_html: html }): Promise<string> {
  const { id } = await queueMessage(org.rep1, { lead_id: lead, channel: "email", ...text });
  const when = new Date(Date.now() + 11_000);
  const context = (): Context => ({
    ...at(org.admin, when),
    actor: { userId: "", name: "Touchline", role: "admin", via: "job", scopes: [] },
  });
  expect(await sendMessages({ context, worker: newId(), ways })).toBe(1);
  await admin`update communications set sent_at = now() - interval '1 hour' where id = ${id}`;
  return id;
}
const words = (kind: "c" | "o") =>
  [...(left[0] ?? "").matchAll(new RegExp(`https://crm\\.example/${kind}/([\\w-]+)`, "g"))].map((one) => one[1] ?? "");
const person = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36";
const visit = (kind: "c" | "o", token: string, headers: Record<string, string> = {}, method = "GET") =>
  (kind === "c" ? follow : show)(
    new Request(`https://crm.example/${kind}/${token}`, { method, headers: { "user-agent": person, ...headers } }),
    { params: Promise.resolve({ token }) },
  );
const counts = async (id: string) =>
  (
    await admin`
    select open_count, machine_open_count, click_count, clicked_links,
      (select count(*)::int from communication_events e where e.communication_id = c.id and is_machine) as machines
    from communications c where id = ${id}`
  )[0];

test("nothing is added to a message unless the organization wants it, and then to what leaves and not to what is stored", async () => {
  const id = await send();
  expect(left[0]).toContain('href="https://a.example/x?b=1&amp;c=2"');
  expect(left[0]).not.toContain("crm.example");
  const other = await mintOrganization();
  await changeSettings(other.admin, { "tracking.opens_and_clicks": true });
  expect(await admin`select body_html from communications where id = ${id}`).toMatchObject([
    { body_html: expect.any(String) },
  ]);
  await turn(true);
  left = [];
  lead = (await createLead(org.rep1, { last_name: "Roe", email: "roe@b.example" })).id;
  const followed = await send();
  expect(words("c")).toHaveLength(3);
  expect(words("o")).toHaveLength(1);
  const [row] = await admin`select body_html from communications where id = ${followed}`;
  expect(row?.body_html).not.toContain("crm.example");
});

test("a person who opens and follows a link is counted and led where the link went", async () => {
  await turn(true);
  const id = await send();
  const opened = await visit("o", words("o")[0] ?? "");
  expect([opened.status, opened.headers.get("content-type")]).toEqual([200, "image/gif"]);
  const [link = ""] = words("c");
  const answer = await visit("c", link);
  expect([answer.status, answer.headers.get("location")]).toEqual([302, "https://a.example/x?b=1&c=2"]);
  expect(await counts(id)).toEqual({
    open_count: 1,
    machine_open_count: 0,
    click_count: 1,
    clicked_links: ["https://a.example/x?b=1&c=2"],
    machines: 0,
  });
});

test("machines are stored apart and counted nowhere: proxies, HEAD, prefetch, many links at once", async () => {
  await turn(true);
  const id = await send();
  const [dot = ""] = words("o");
  await visit("o", dot, { "user-agent": "Mozilla/5.0" });
  await visit("o", dot, { "user-agent": "Mozilla/5.0 (via ggpht.com GoogleImageProxy)" });
  await visit("o", dot, {}, "HEAD");
  await visit("o", dot, { "sec-purpose": "prefetch" });
  for (const link of words("c")) expect((await visit("c", link)).status).toBe(302);
  expect(await counts(id)).toMatchObject({
    open_count: 0,
    click_count: 0,
    clicked_links: [],
    machine_open_count: 4,
    machines: 7,
  });
});

test("what people did is shown at the touch, the message and the template, machines beside it; and nothing of it once it is off", async () => {
  await turn(true);
  const template = await createTemplate(org.rep1, { name: "Offer", subject: "Offer", body_html: html });
  const id = await send({ template_id: template.id });
  const shown = () =>
    read(org.rep1, "communications:read", async (tx) => ({
      lead: await listTracked(tx, lead),
      message: await findTracked(tx, id),
      results: (await getTemplate(tx, org.rep1, template.id)).results,
      versions: (await listTemplateVersions(tx, org.rep1, { id: template.id, limit: 50 })).data.map(
        (one) => one.results,
      ),
    }));
  const nothing = { opens: 0, first_opened_at: null, clicks: 0, links: [], machine_events: 0 };
  const none = { sent: 1, replied: 0, rate: 0, opened: 0, clicked: 0 };
  expect(await shown()).toEqual({ lead: {}, message: nothing, results: none, versions: [none] });
  await visit("o", words("o")[0] ?? "", { "user-agent": "Mozilla/5.0" });
  expect(await shown()).toMatchObject({ lead: { [id]: { ...nothing, machine_events: 1 } }, results: none });
  await visit("o", words("o")[0] ?? "");
  await visit("c", words("c")[0] ?? "");
  const links = ["https://a.example/x?b=1&c=2"];
  const seen = { opens: 1, first_opened_at: expect.any(String), clicks: 1, links, machine_events: 1 };
  const some = { ...none, opened: 1, clicked: 1 };
  expect(await shown()).toEqual({ lead: { [id]: seen }, message: seen, results: some, versions: [some] });
  await turn(false);
  const off = { ...none, opened: null, clicked: null };
  expect(await shown()).toEqual({ lead: {}, message: null, results: off, versions: [off] });
});

test("a word that we did not make leads nowhere, nor does one for a picture or for another place", async () => {
  await turn(true);
  const id = await send();
  const [link = ""] = words("c");
  const made = (url: string | null) => signTrackedLink({ orgId: org.orgId, communicationId: id, url });
  for (const token of [
    `${link}x`,
    link.slice(2),
    "https:%2f%2fevil.example",
    made(null),
    made("javascript:alert(1)"),
  ]) {
    const answer = await visit("c", token);
    expect([answer.status, answer.headers.get("location")]).toEqual([404, null]);
  }
  // Another organization's word never touches this message.
  const other = await mintOrganization();
  await visit("c", signTrackedLink({ orgId: other.orgId, communicationId: id, url: "https://x.example/" }));
  expect(await counts(id)).toMatchObject({ click_count: 0 });
});

test("switched off again, or about somebody who was erased, links lead on and nothing is stored", async () => {
  await turn(true);
  const id = await send();
  await turn(false);
  const [link = ""] = words("c");
  expect((await visit("c", link)).status).toBe(302);
  expect(await counts(id)).toMatchObject({ click_count: 0 });
  await turn(true);
  await erasePerson(org.admin, { lead_id: lead });
  expect((await visit("c", link)).status).toBe(302);
  expect(await admin`select id from communication_events where communication_id = ${id}`).toHaveLength(0);
});
