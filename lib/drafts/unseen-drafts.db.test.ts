import { expect, it } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { assessLead } from "@/lib/outreach/assess-lead";
import { claimDraft } from "./claim-draft";

await testDatabase();

it("tells who sees their own leads that somebody writes to this person on another, not who", async () => {
  const { rep1, rep2 } = await mintOrganization();
  const blind: Context = { ...rep2, actor: { ...rep2.actor, sees: [rep2.actor.userId] } };
  const theirs = (await createLead(rep1, { email: "ines@zebra.example" })).id;
  const own = (await createLead(blind, { email: "ines@zebra.example" })).id;
  await claimDraft(rep1, { lead_id: theirs, method: "email" });
  const asked = (ctx: Context) => read(ctx, "leads:read", (tx) => assessLead(tx, own, ctx));
  const [told, held] = [await asked(blind), await claimDraft(blind, { lead_id: own, method: "email" })];
  expect(told.draft).toMatchObject({ user: null, method: "email" });
  expect(told.channels.email?.rules.find((rule) => rule.code === "DRAFT_CLAIMED")).toMatchObject({
    result: "warn",
    message: "A colleague is writing to them now.",
  });
  expect(held).toMatchObject({ claimed: false, draft: { user: null } });
  for (const word of ["rep1", rep1.actor.userId, theirs]) expect(JSON.stringify([told, held])).not.toContain(word);
  expect((await asked(rep2)).draft?.user?.name).toBe("rep1");
});
