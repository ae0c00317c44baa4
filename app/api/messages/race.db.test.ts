import { afterAll, expect, it } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { createLead } from "@/lib/leads/create-lead";
import { stopHearing } from "@/lib/live/shared-listener";

// Every client its own connection: the race is between transactions, not for the pool.
process.env.DATABASE_POOL_SIZE = "20";
const { admin } = await testDatabase();
afterAll(stopHearing);

const rounds = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1 ? 100 : 3;
const clients = 16;

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

async function post(path: string, key: string, body: object, id?: string) {
  const module: { POST: Handler } = id
    ? await import("@/app/api/leads/[id]/contacts/route")
    : await import("@/app/api/messages/route");
  const headers = { host: "crm.test", authorization: `Bearer ${key}`, "content-type": "application/json" };
  const request = new Request(`http://crm.test${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const response = await module.POST(request, { params: Promise.resolve<Record<string, string>>(id ? { id } : {}) });
  return { status: response.status, body: await response.json() };
}

it("16 programs press at once, by message and by contact: one wins each round, 15 learn who", {
  timeout: 600_000,
}, async () => {
  // Without the soft rules: the winner of one round is a colleague at the company of the next.
  const org = await mintOrganization({ calm: true });
  const keys = [
    (await createApiKey(org.rep1, { name: "one" })).key,
    (await createApiKey(org.rep2, { name: "two" })).key,
  ];
  for (let round = 0; round < rounds; round++) {
    const lead = (await createLead(org.rep1, { last_name: "Doe", email: `p${round}@${org.slug}.example` })).id;
    const scheduled_for = new Date(Date.now() + 3_600_000).toISOString();
    const message = { lead_id: lead, channel: "email", body_text: "Hi" };
    const doors = [
      (key: string) => post("/api/messages", key, message),
      (key: string) => post(`/api/leads/${lead}/contacts`, key, { method: "email" }, lead),
      (key: string) => post("/api/messages", key, { ...message, scheduled_for }),
    ];
    const answers = await Promise.all(
      Array.from({ length: clients }, (_, nth) => doors[nth % 3]?.(keys[nth % 2] ?? "")),
    );
    expect(answers.filter((one) => one?.status === 201 || one?.status === 202)).toHaveLength(1);
    const refused = answers.filter((one) => one?.status === 409);
    expect(refused).toHaveLength(clients - 1);
    for (const one of refused)
      expect(one?.body).toMatchObject({
        code: "RECENTLY_CONTACTED",
        overridable: false,
        holder: { user: { name: expect.stringMatching(/^rep[12]$/) }, channel: "email" },
        next_allowed_at: expect.any(String),
      });
    const [row] = await admin`select count(*)::int as n from communications where lead_id = ${lead}`;
    expect(row?.n).toBe(1);
  }
});
