import { expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { createLead } from "@/lib/leads/create-lead";
import { endCheck } from "./end-check";
import { checkNames } from "./queries";
import { runCheck } from "./run-check";
import { findLastRun } from "./run-queries";
import { startCheck } from "./start-check";

const { admin } = await testDatabase();

const last = ({ orgId }: MintedOrganization) => inOrganization(orgId, findLastRun);
async function recount(org: MintedOrganization) {
  const { id } = await startCheck(org.admin, {});
  for (let more = true; more; ) ({ more } = await runCheck(org.admin, { run_id: id }));
  return last(org);
}

test("counts touches, leads and companies, and says that everything agrees", async () => {
  const org = await mintOrganization({ calm: true });
  for (const name of ["ines", "omar"]) {
    const lead = await createLead(org.rep1, { last_name: name, email: `${name}@acme.example` });
    await logContact(org.rep1, { lead_id: lead.id, method: "email", already_happened: true });
    await logContact(org.rep1, { lead_id: lead.id, method: "email", direction: "inbound" });
  }
  expect(await recount(org)).toMatchObject({
    state: "done",
    ok: true,
    counts: { touches: 4, leads: 2, companies: 1 },
    checks: checkNames.map((name) => ({ name, ok: true, count: 0 })),
    started_by: { name: "admin" },
  });
});

test("names what disagrees, of this organization alone", async () => {
  const [org, other] = [await mintOrganization({ calm: true }), await mintOrganization({ calm: true })];
  const lead = await createLead(org.rep1, { last_name: "Ines", email: "ines@acme.example" });
  await logContact(org.rep1, { lead_id: lead.id, method: "email", already_happened: true });
  await admin.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update leads set contact_count = 9 where id = ${lead.id}`;
  });
  expect((await recount(other))?.ok).toBe(true);
  const run = await recount(org);
  expect(run?.ok).toBe(false);
  expect(run?.checks.filter((check) => !check.ok)).toEqual([{ name: "lead_summaries", ok: false, count: 1 }]);
});

test("runs once at a time, is asked for by admins alone, and says why it ended early", async () => {
  const org = await mintOrganization();
  await expect(startCheck(org.manager, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  const [one, two] = await Promise.all([startCheck(org.admin, {}), startCheck(org.admin, {})]);
  expect(one.id).toBe(two.id);
  await endCheck(org.admin, { run_id: one.id, why: "It failed too often." });
  expect(await last(org)).toMatchObject({ state: "failed", ok: null, error: "It failed too often." });
  expect(await runCheck(org.admin, { run_id: one.id })).toEqual({ more: false });
  expect((await recount(org))?.state).toBe("done");
});
