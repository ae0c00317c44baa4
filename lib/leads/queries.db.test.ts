import { beforeEach, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { createLead } from "./create-lead";
import { listMoves } from "./queries";
import type { LeadStatus } from "./schema";
import { updateLead } from "./update-lead";

await testDatabase();

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

async function leadIn(...road: LeadStatus[]): Promise<string> {
  const lead = await createLead(org.rep1, { first_name: "Ines" });
  for (const status of road) await updateLead(org.admin, { lead_id: lead.id, status, status_reason: "as it went" });
  return lead.id;
}

const moves = async (ctx: Context, leadId: string) => {
  const found = await read(ctx, "leads:read", (tx) => listMoves(tx, leadId, ctx.actor.role));
  return found.map(({ to, may, may_return, needs_reason }) => [to, may, may_return, needs_reason].join(" "));
};

it("lists where a lead may go, and from where somebody may bring it back", async () => {
  expect(await moves(org.rep1, await leadIn("contacted", "conversing"))).toEqual([
    "qualified true true false",
    "proposal true false false",
    "on_ice true true false",
    "lost true true false",
    "unqualified true false false",
  ]);
});

it("says which way back is for others, and that it wants a reason", async () => {
  const unqualified = await leadIn("unqualified");
  expect(await moves(org.rep1, unqualified)).toEqual(["new false true true"]);
  expect(await moves(org.manager, unqualified)).toEqual(["new true true true"]);
  const fresh = await leadIn();
  expect(await moves(org.rep1, fresh)).toContain("unqualified true false false");
  expect(await moves(org.manager, fresh)).toContain("unqualified true true false");
});
