import { expect, it } from "vitest";
import { at, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { recordConsent } from "@/lib/consents/record-consent";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import type { ChangeSettingsInput } from "@/lib/settings/schema";
import { assessSettings } from "./assess-settings";

await testDatabase();

const hoursAgo = (ctx: Context, hours: number) => at(ctx, new Date(ctx.now.getTime() - hours * 3_600_000));
const effectOf = async (ctx: Context, changes: ChangeSettingsInput) => {
  const { refused, warned, rules } = await read(ctx, "settings:write", (tx) => assessSettings(tx, changes, ctx));
  return { refused, warned, rules: Object.fromEntries(rules.map(({ code, now, changed }) => [code, [now, changed]])) };
};

it("counts those to whom nobody could have written without a consent, and those who had given one in time", async () => {
  const org = await mintOrganization();
  const [ines, omar] = [
    await createLead(org.rep1, { email: "ines@one.example" }),
    await createLead(org.rep1, { email: "omar@two.example" }),
  ];
  const granted = { kind: "email", status: "granted", lawful_basis: "consent", source: "a form" };
  await recordConsent(hoursAgo(org.rep1, 40), { lead_id: ines.id, ...granted });
  await recordConsent(hoursAgo(org.rep1, 1), { lead_id: omar.id, ...granted });
  for (const { id } of [ines, omar]) await logContact(hoursAgo(org.rep1, 20), { lead_id: id, method: "email" });
  const effect = await effectOf(org.admin, { "guard.consent.required": true });
  expect(effect).toMatchObject({ refused: { now: 0, changed: 1 }, rules: { NO_CONSENT: [0, 1] } });
});

it("takes a corporate domain for a company, as the guard does", async () => {
  const org = await mintOrganization();
  const first = await createLead(org.rep1, { email: "ines@acme.com", company: { name: "Acme", domain: "acme.com" } });
  const second = await createLead(org.rep2, { email: "omar@acme.com" });
  await logContact(hoursAgo(org.rep1, 40), { lead_id: first.id, method: "email" });
  const over = { override_reason: "They asked me to write" };
  await logContact(hoursAgo(org.rep2, 20), { lead_id: second.id, method: "email", ...over });
  expect((await effectOf(org.admin, { "guard.company.limit": 1 })).rules).toMatchObject({
    COMPANY_RECENT: [1, 1],
    COMPANY_LIMIT: [0, 1],
  });
});

it("takes channels of one group for each other's place", async () => {
  const org = await mintOrganization();
  const { id } = await createLead(org.rep1, { email: "ines@one.example", linkedin: "in/ines-one" });
  await logContact(hoursAgo(org.rep1, 20), { lead_id: id, method: "email" });
  await logContact(hoursAgo(org.rep2, 10), { lead_id: id, method: "linkedin" });
  const effect = await effectOf(org.admin, { "guard.linkedin.group": "email" });
  expect(effect).toMatchObject({ refused: { now: 0, changed: 1 }, rules: { RECENTLY_CONTACTED: [0, 1] } });
});
