import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sealSession, sessionCookieName } from "@/app/_adapters/session-cookie";
import { requestOf, send } from "@/app/_server/node-exchange";
import * as contacts from "@/app/api/leads/[id]/contacts/route";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { signIn } from "@/lib/accounts/sign-in";
import { newId } from "@/lib/core/ids";
import { createLead } from "@/lib/leads/create-lead";
import { stopHearing } from "@/lib/live/shared-listener";
import * as messages from "./route";

// TOUCHLINE_TEST_SIZE=1 npx vitest run --project db app/api/messages/race: 50 clients in 100 rounds.
const full = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1;
const [clients, rounds] = full ? [50, 100] : [16, 3];
// Every client its own connection: the race is between transactions, not for the pool.
process.env.DATABASE_POOL_SIZE = String(clients + 4);
process.env.NEXTAUTH_SECRET = "a secret of this test alone";
process.env.TOUCHLINE_RATE_LIMIT = "off";
const { admin } = await testDatabase();

type Who = Record<string, string>;
let server: Server;
let org: MintedOrganization;
let whoever: { key: Who; browser: Who }[];

beforeAll(async () => {
  server = createServer(async (req, res) => {
    const [, id] = /^\/api\/leads\/([^/]+)\/contacts$/.exec(req.url ?? "") ?? [];
    const request = await requestOf(req, res);
    const response = id
      ? await contacts.POST(request, { params: Promise.resolve<Record<string, string>>({ id }) })
      : await messages.POST(request, { params: Promise.resolve({}) });
    await send(req, res, response, []);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // Without the soft rules: the winner of one round is a colleague at the company of the next.
  org = await mintOrganization({ calm: true, password: "a password for tests" });
  whoever = await Promise.all([nameOf("rep1"), nameOf("rep2")]);
});
afterAll(async () => {
  server.close();
  await stopHearing();
});

async function nameOf(rep: "rep1" | "rep2"): Promise<{ key: Who; browser: Who }> {
  const { key } = await createApiKey(org[rep], { name: rep });
  const visitor = { now: new Date(), requestId: newId() };
  const session = await signIn(visitor, { email: `${rep}@${org.slug}.example`, password: "a password for tests" });
  const sealed = await sealSession({ sid: session.session_id, sub: session.user_id, name: session.name }, 3600);
  return {
    key: { authorization: `Bearer ${key}` },
    browser: { cookie: `${sessionCookieName()}=${sealed}`, "sec-fetch-site": "same-origin" },
  };
}

/** A press, and again with the same key when the server says that it cannot answer now: what went through meanwhile is told, not repeated. */
async function post(path: string, who: Who, body: object) {
  const { port } = server.address() as AddressInfo;
  const headers = { ...who, "content-type": "application/json", "idempotency-key": newId() };
  for (;;) {
    const asked = { method: "POST", headers, body: JSON.stringify(body) };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, asked);
    const answer = await response.json();
    if (response.status !== 503) return { status: response.status, body: answer };
  }
}

it(`${clients} people and programs press at once, at the log, the composer, a schedule and the API: one wins each of ${rounds} rounds, the others learn who`, {
  timeout: 1_200_000,
}, async () => {
  for (let round = 0; round < rounds; round++) {
    const lead = (await createLead(org.rep1, { last_name: "Doe", email: `p${round}@${org.slug}.example` })).id;
    const scheduled_for = new Date(Date.now() + 3_600_000).toISOString();
    const message = { lead_id: lead, channel: "email", body_text: "Hi" };
    const doors = [
      ({ browser }: { browser: Who }) => post("/api/messages", browser, message),
      ({ browser }: { browser: Who }) => post(`/api/leads/${lead}/contacts`, browser, { method: "email" }),
      ({ key }: { key: Who }) => post(`/api/leads/${lead}/contacts`, key, { method: "email" }),
      ({ key }: { key: Who }) => post("/api/messages", key, { ...message, scheduled_for }),
      ({ key }: { key: Who }) => post("/api/messages", key, message),
    ];
    const pressed = Array.from({ length: clients }, (_, nth) => {
      const [door, who] = [doors[nth % doors.length], whoever[nth % 2]];
      if (!door || !who) throw new Error("There are doors and people");
      return door(who);
    });
    const answers = await Promise.all(pressed);
    expect(answers.filter(({ status }) => status === 201 || status === 202)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(clients - 1);
    for (const { body } of refused)
      expect(body).toMatchObject({
        code: "RECENTLY_CONTACTED",
        overridable: false,
        holder: { user: { name: expect.stringMatching(/^rep[12]$/) }, channel: "email" },
        next_allowed_at: expect.any(String),
      });
    const [row] = await admin`select count(*)::int as n from communications where lead_id = ${lead}`;
    expect(row?.n).toBe(1);
  }
});
