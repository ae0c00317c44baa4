import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type HeardStream, hearStream } from "@/db/testing/heard-stream";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { revokeApiKey } from "@/lib/accounts/revoke-api-key";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { sealEvents } from "@/lib/events/seal-events";
import { createLead } from "@/lib/leads/create-lead";
import { closeStreams } from "@/lib/live/open-streams";
import { stopHearing } from "@/lib/live/shared-listener";
import { GET } from "./route";

await testDatabase();
const stopSealer = new AbortController();
let sealer: Promise<void>;
let org: MintedOrganization;
let other: MintedOrganization;
let key = "";

beforeAll(async () => {
  sealer = sealEvents({ signal: stopSealer.signal, warn: () => {} });
  org = await mintOrganization();
  other = await mintOrganization();
  key = (await createApiKey(org.rep1, { name: "live" })).key;
});
afterEach(closeStreams);
afterAll(async () => {
  stopSealer.abort();
  await sealer;
  await stopHearing();
});

test("answers nobody without a session or key, nobody whose key lacks the scope, and no unknown parameter", async () => {
  const nobody = await ask({ key: "" });
  expect(nobody.status).toBe(401);
  expect(nobody.headers.get("content-type")).toBe("application/problem+json");
  const narrow = await createApiKey(org.rep1, { name: "narrow", scopes: ["leads:read"] });
  const refused = await ask({ key: narrow.key });
  expect([refused.status, (await refused.json()).code]).toEqual([403, "FORBIDDEN"]);
  expect((await ask({ query: "?since=1" })).status).toBe(400);
});

test("tells a colleague's contact as the contract has it, and nothing of another organization", async () => {
  const lead = await newLead(org.rep2, "ines@larkfield.example");
  const foreign = await newLead(other.rep1, "ines@larkfield.example");
  const { heard, response } = await listen();
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  expect(response.headers.get("cache-control")).toContain("no-transform");

  await log(other.rep1, foreign, "Not for your eyes");
  const began = performance.now();
  const touch = await log(org.rep2, lead, "Price list");
  await heard.says("lead.contacted");
  const took = performance.now() - began;
  process.stderr.write(`from the command to the stream: ${took.toFixed(0)} ms\n`);

  const [event] = heard.told().filter((one) => one.event === "lead.contacted");
  expect(event?.id).toMatch(/^\d+$/);
  expect(JSON.parse(event?.data ?? "")).toEqual({
    lead_id: lead,
    communication_id: touch,
    user: { id: org.rep2.actor.userId, name: "rep2" },
    method: "call",
    subject: "Price list",
    at: org.rep2.now.toISOString(),
  });
  expect(heard.text()).not.toContain(foreign);
});

test.each(["header", "query"])("resumes by %s: everything missed, in order, nothing twice", async (way) => {
  const lead = await newLead(org.rep1, `${way}@larkfield.example`);
  const first = await listen();
  await log(org.rep1, lead, "one");
  await first.heard.says(`"subject":"one"`);
  const id = /^id: (\d+)\nevent: lead.contacted\n.*"one"/m.exec(first.heard.text())?.[1] ?? "";
  closeStreams();
  await first.heard.ended;
  for (const subject of ["two", "three"]) await log(org.rep1, lead, subject);

  const again = await listen(way === "header" ? { lastEventId: id } : { query: `?last_event_id=${id}` });
  await log(org.rep1, lead, "four");
  await again.heard.says("four");
  const told = [...again.heard.text().matchAll(/"subject":"(\w+)"/g)].map((match) => match[1]);
  expect(told).toEqual(["two", "three", "four"]);
  const ids = [...again.heard.text().matchAll(/^id: (\d+)\nevent/gm)].map((match) => Number(match[1]));
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
});

test.each(["999999999", "abc", "-3", "99999999999999999999"])("says reset to the unknown place %s", async (place) => {
  const { heard } = await listen({ lastEventId: place });
  const [event] = await heard.events(1);
  expect(event?.event).toBe("reset");
  expect(JSON.parse(event?.data ?? "")).toEqual({ position: Number(event?.id) });
});

test("ends at once when the key is revoked, and other streams go on", async () => {
  const { key: brief, id } = await createApiKey(org.rep1, { name: "brief" });
  const ended = await listen({ key: brief });
  const kept = await listen();
  await revokeApiKey(org.rep1, { id });
  await ended.heard.ended;
  await log(org.rep1, await newLead(org.rep1, "kept@larkfield.example"), "still here");
  await kept.heard.says("still here");
});

test("ends every stream when the server stops", async () => {
  const streams = await Promise.all([listen(), listen(), listen()]);
  closeStreams();
  await Promise.all(streams.map(({ heard }) => heard.ended));
});

type Wish = { key?: string; lastEventId?: string; query?: string };

function ask({ key: given = key, lastEventId, query = "" }: Wish): Promise<Response> {
  const headers = new Headers({ host: "crm.test" });
  if (given) headers.set("authorization", `Bearer ${given}`);
  if (lastEventId) headers.set("last-event-id", lastEventId);
  return GET(new Request(`http://crm.test/api/live${query}`, { headers }), { params: Promise.resolve({}) });
}

async function listen(wish: Wish = {}): Promise<{ response: Response; heard: HeardStream }> {
  const response = await ask(wish);
  expect(response.status).toBe(200);
  return { response, heard: hearStream(response.body) };
}

const newLead = async (ctx: Context, email: string) => (await createLead(ctx, { email })).id;

/** A fact, so that the guard has no say in it. */
const log = async (ctx: Context, leadId: string, subject: string) =>
  (await logContact(ctx, { lead_id: leadId, method: "call", subject, already_happened: true })).id;
