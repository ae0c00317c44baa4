import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { createLead } from "@/lib/leads/create-lead";
import { saveDraft } from "@/lib/sending/save-draft";

// TOUCHLINE_TEST_SIZE=1 npx vitest run --project db lib/slots/contended-claims: a million claims on 20,000 slots.
const { admin, urls } = await testDatabase();
const full = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1;
const [slots, claims, clients] = full ? [20_000, 1_000_000, 16] : [100, 5_000, 16];

describe("contended claims", { timeout: 1_200_000 }, () => {
  it("every slot has one winner, and no two overlap", async () => {
    const org = await mintOrganization();
    const lead = (await createLead(org.rep1, { last_name: "Doe", email: "jane@example.org" })).id;
    // One touch for all of them: this is about slots, not about the ledger.
    const { draft_id: touch } = await saveDraft(org.rep1, { lead_id: lead, channel: "email", body_text: "Hi" });
    const app = postgres(urls.app, { max: clients, connection: { "app.org_id": org.orgId } });
    const people = Array.from({ length: slots }, (_, nth) => ({ lead: newId(), point: `email:p${nth}@example.org` }));
    const began = performance.now();
    let next = 0;
    let won = 0;
    const work = async (client: number) => {
      while (next < claims) {
        const turn = next++;
        // Neighbours in time want the same slot, some minutes apart, each by another client.
        const person = people[Math.floor(turn / (claims / slots))];
        if (!person) continue;
        const from = new Date(Date.UTC(2026, 0, 5, 9, (turn + client) % 60));
        const [row] = await app<{ taken: boolean }[]>`
          select take_slot(${person.lead}, ${person.point}, 'email', ${from}, 86400, ${touch}, null, '{}') as taken`;
        if (row?.taken) won++;
      }
    };
    await Promise.all(Array.from({ length: clients }, (_, client) => work(client)));
    const seconds = (performance.now() - began) / 1000;
    await app.end();
    process.stdout.write(
      `contended claims: ${claims} on ${slots} slots by ${clients} clients, ${won} won, ${Math.round(claims / seconds)}/s\n`,
    );
    expect(won).toBe(slots);
    const [kept] = await admin`
      select count(*)::int as rows, count(distinct scope_key)::int as keys from contact_guards where org_id = ${org.orgId}`;
    expect(kept).toEqual({ rows: 2 * slots, keys: 2 * slots });
  });
});
