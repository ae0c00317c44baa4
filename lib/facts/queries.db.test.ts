import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { insertRawTouch } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { recordConsent } from "@/lib/consents/record-consent";
import { plusSeconds } from "@/lib/core/time";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { claimDraft } from "@/lib/drafts/claim-draft";
import { VERDICT_CHANNELS } from "@/lib/guard/channel-rules";
import { REFUSAL_CODES } from "@/lib/guard/schema";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { queueMessage } from "@/lib/sending/queue-message";
import { changeSettings } from "@/lib/settings/change-settings";
import { findFactsOfLeads, gatherFacts, gatherFactsOfLeads } from "./queries";

const { admin } = await testDatabase();
const leadsAsked = 24;
const deeds = 200;
// What a deed may meet here, besides what the database itself refuses (TL...); anything else would be a mistake of this file.
const answersOfTheGuard: readonly string[] = REFUSAL_CODES;

const switchboard = "office@one.example";

let org: MintedOrganization;
let now: Date;
const leads: string[] = [];

// The same stream of numbers on every run.
let state = 7;
const below = (most: number) => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return (state >> 8) % most;
};
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;

// People who share addresses, numbers, domains and companies, so that what belongs to one is near to what belongs to the next.
beforeAll(async () => {
  org = await mintOrganization();
  now = org.rep1.now;
  await changeSettings(org.admin, { "guard.touches.limit": 2, "guard.company.limit": 3 });
  for (let nth = 0; nth < leadsAsked; nth++) {
    const lead = await createLead(org.rep1, {
      last_name: `L${nth}`,
      email:
        nth < 2
          ? switchboard
          : pick([
              `p${below(8)}@one.example`,
              `p${below(8)}@a.two.example`,
              `p${below(8)}@gmail.com`,
              `q${nth}@${nth % 4}.example`,
            ]),
      ...(below(2) ? { phone: `+1415555${String(100 + below(6)).padStart(4, "0")}` } : {}),
      ...(below(2) ? { company: pick(["One", "Two", "Three"]) } : {}),
      ...(below(3) ? {} : { timezone: pick(["Europe/Berlin", "Asia/Tokyo"]) }),
    });
    leads.push(lead.id);
  }
  await admin`update contact_points set shared = true where org_id = ${org.orgId} and norm = ${switchboard}`;
  // Before a deed puts one of them on the list.
  await touch(leads[0] ?? "", org.rep1.actor.userId, plusSeconds(now, -3600));
  // Nobody does anything else with the last, so that something is left that waits.
  for (const lead of leads.slice(-6)) await wait(lead).catch(refused);
  for (let nth = 0; nth < deeds; nth++) await act(pick(leads.slice(2, -6))).catch(refused);
  await deleteLead(org.admin, { lead_id: leads[3] ?? "" }).catch(refused);
});

const refused = (error: unknown) => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!answersOfTheGuard.includes(code) && !code.startsWith("TL")) throw error;
};

function act(lead: string): Promise<unknown> {
  const ctx = at(pick([org.rep1, org.rep2]), new Date());
  const email = { lead_id: lead, method: "email" as const, direction: "outbound" as const };
  const acts: (() => Promise<unknown>)[] = [
    () => logContact(ctx, { ...email, body: `Words like no others ${below(1000)}` }),
    () => logContact(ctx, { ...email, method: pick(["call", "linkedin", "sms"]), already_happened: true }),
    () => touch(lead, ctx.actor.userId, plusSeconds(now, -below(20 * 86_400))),
    () => touch(lead, ctx.actor.userId, plusSeconds(now, -below(7 * 86_400))),
    () => wait(lead),
    () => claimDraft(ctx, { lead_id: lead, method: pick(["email", "call"]) }),
    () =>
      recordConsent(ctx, {
        lead_id: lead,
        kind: "email",
        status: pick(["unknown", "unknown", "denied"]),
        source: "x",
      }),
    () =>
      below(4) === 0
        ? addDncEntry(ctx, { kind: "domain", value: pick(["two.example", "2.example"]), reason: "asked" })
        : addDncEntry(ctx, { kind: "person", value: lead, reason: "asked", channel: pick(["email", "call"]) }),
  ];
  return pick(acts)();
}

const wait = (lead_id: string) =>
  queueMessage(at(pick([org.rep1, org.rep2]), new Date()), {
    lead_id,
    channel: "email",
    body_text: `To come ${below(1000)}`,
    scheduled_for: plusSeconds(now, 86_400 * (1 + below(3))).toISOString(),
  });

const touch = (lead_id: string, user_id: string, occurred_at: Date) =>
  inOrganization(org.orgId, async (tx) => {
    const [to] =
      await tx.sql`select norm, raw from contact_points where lead_id = ${lead_id} and kind = 'email' limit 1`;
    const raw = { lead_id, user_id, occurred_at, to_norm: to?.norm ?? null, to_address: to?.raw ?? null };
    await insertRawTouch(tx.sql, { ...raw, intent: "happened", status: "sent", guard_kind: "none", actor_name: "rep" });
  });

describe("what the guard knows of many leads at once", () => {
  it("is of every kind here", async () => {
    const all = await inOrganization(org.orgId, (tx) => gatherFactsOfLeads(tx, leads, now));
    const kinds = ["slots", "recent", "waiting", "person", "dnc", "consents", "drafts"] as const;
    expect(kinds.map((kind) => [kind, all.filter((one) => (one[kind] ?? []).length > 0).length > 1])).toEqual(
      kinds.map((kind) => [kind, true]),
    );
    expect(all.filter(({ company }) => company.recent.length > 1 && company.others > 0).length).toBeGreaterThan(1);
    expect(all[1]?.recent.map((one) => one.sharedAddress)).toContain(switchboard);
  });

  it("is what it knows of each alone, whoever is asked about beside them, in any order, at any moment", async () => {
    const moment = fc.integer({ min: -15 * 86_400, max: 2 * 86_400 }).map((seconds) => plusSeconds(now, seconds));
    const channels = fc.constantFrom(null, VERDICT_CHANNELS, ["email"] as const);
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(leads, { minLength: 1 }),
        fc.boolean(),
        moment,
        channels,
        async (some, turned, when, on) => {
          const asked = turned ? some.toReversed() : some;
          const many = await inOrganization(org.orgId, (tx) => gatherFactsOfLeads(tx, asked, when, on));
          expect(many.map((one) => one.leadId)).toEqual(asked);
          for (const one of many) {
            const alone = await inOrganization(
              org.orgId,
              async (tx) => (await gatherFactsOfLeads(tx, [one.leadId], when, on))[0],
            );
            expect(one).toEqual(alone);
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it("names of the list what the database would refuse, channel by channel", async () => {
    for (const channel of [...VERDICT_CHANNELS, null])
      await inOrganization(org.orgId, async (tx) => {
        const many = await gatherFactsOfLeads(tx, leads, now, channel && [channel]);
        for (const { leadId, dnc } of many) {
          const rows = await tx.sql<
            { id: string }[]
          >`select id from find_dnc_entries(${leadId}, null, null, ${channel}, ${now}) order by id`;
          expect([leadId, dnc.map(({ id }) => id).sort()]).toEqual([leadId, rows.map(({ id }) => id)]);
        }
      });
  });

  it("tells the same lead asked about twice twice, and leaves out who is not here when asked to", async () => {
    const [one = "", , , gone = ""] = leads;
    const facts = await inOrganization(org.orgId, (tx) => gatherFactsOfLeads(tx, [one, one], now));
    expect(facts[0]).toEqual(facts[1]);
    const found = await inOrganization(org.orgId, (tx) => findFactsOfLeads(tx, [one, gone, org.orgId], now));
    expect(found.map(({ leadId }) => leadId)).toEqual([one]);
  });

  it("finds the text that is alike as the newest touches have it", async () => {
    const body = "we could show you the second option for the shipments from rotterdam next tuesday";
    const { id: lead } = await createLead(org.rep1, { last_name: "Alike", email: "alike@nobody.example" });
    await touchWithText(lead, body);
    const facts = await inOrganization(org.orgId, (tx) =>
      gatherFacts(tx, lead, new Date(), "email", `${body} or later`),
    );
    expect(facts.similar?.touch.excerpt).toBe(body);
    expect(facts.similar?.similarity).toBeGreaterThan(0.8);
  });
});

const touchWithText = (lead_id: string, body: string) =>
  inOrganization(org.orgId, (tx) =>
    insertRawTouch(tx.sql, { lead_id, body, body_norm: body, intent: "happened", status: "sent", guard_kind: "none" }),
  );
