import type postgres from "postgres";
import { at, type MintedOrganization } from "@/db/testing/organization";
import { convertLead } from "@/lib/clients/convert-lead";
import { logContact } from "@/lib/communications/log-contact";
import { minusDays } from "@/lib/core/time";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { changeMember } from "@/lib/organizations/change-member";
import { createSequence } from "@/lib/sequences/create-sequence";
import { recordSourceCost } from "@/lib/source-costs/record-source-cost";
import { createSource } from "@/lib/sources/create-source";

const day = (ago: number) => minusDays(new Date(), ago);

/** A year in small: two sources and none, people won and lost, replies, refused contacts, opt-outs, costs, a template and a sequence. */
export async function mintYear(org: MintedOrganization, admin: postgres.Sql) {
  const fair = await createSource(org.manager, { name: "Fair" });
  await changeMember(org.admin, { user_id: org.rep1.actor.userId, team: "North" });
  const leads: string[] = [];
  for (let nth = 0; nth < 12; nth++) leads.push(await mintLead(org, nth));
  for (const [nth, lead] of leads.entries()) await live(org, lead, nth);
  await breakRules(org, leads[10] ?? "");
  for (const ago of [40, 5])
    await recordSourceCost(org.manager, {
      source_id: fair.id,
      month: day(ago).toISOString().slice(0, 7),
      kind: ago === 5 ? "event" : "agency",
      amount_minor: 40_001,
    });
  await makeOf(org, admin, leads);
  const [team] = await admin<{ id: string }[]>`select id from teams where org_id = ${org.orgId}`;
  return { team: team?.id ?? "", rep: org.rep1.actor.userId, source: fair.id };
}

async function mintLead(org: MintedOrganization, nth: number): Promise<string> {
  const name = `p${nth}`;
  const { id } = await createLead(at(org.rep1, day(nth < 4 ? 100 - nth : 28 - nth)), {
    last_name: name,
    email: `${name}@${name}.example`,
    source: ["Fair", "Webinar", undefined][nth % 3],
    estimated_value_minor: nth % 4 === 0 ? null : 10_000 * nth,
    currency: nth === 7 ? "CHF" : "USD",
  });
  return id;
}

async function live(org: MintedOrganization, lead_id: string, nth: number): Promise<void> {
  const who = nth % 2 ? org.rep1 : org.rep2;
  const touch = { lead_id, method: "email" };
  if (nth < 4) {
    await logContact(at(who, day(45)), touch);
    await updateLead(at(who, day(80)), { lead_id, status: "qualified" });
  }
  await logContact(at(who, day(15)), { ...touch, method: ["email", "call"][nth % 2] ?? "email" });
  if (nth % 3 === 1) {
    const method = ["email", "call"][nth % 2] ?? "email";
    await logContact(at(who, day(14)), { ...touch, method, direction: "inbound" });
  }
  if (nth === 5) await logContact(at(who, day(12)), { ...touch, method: "meeting", responded: true });
  if (nth > 3 && nth < 9) await updateLead(at(who, day(9)), { lead_id, status: "qualified" });
  if (nth === 2) await convertLead(at(who, day(40)), { lead_id, name: "Early", value_minor: 70_000, currency: "USD" });
  if (nth === 4) await convertLead(at(who, day(4)), { lead_id, name: "Ours", value_minor: 50_001, currency: "USD" });
  if (nth === 6) await convertLead(at(who, day(4)), { lead_id, name: "Free" });
  if (nth === 8) await convertLead(at(who, day(3)), { lead_id, name: "Alp", value_minor: 9000, currency: "CHF" });
  if (nth === 9) await updateLead(at(who, day(8)), { lead_id, status: "lost" });
  if (nth === 11) await logContact(at(org.manager, day(45)), { ...touch, method: "sms", already_happened: true });
}

async function breakRules(org: MintedOrganization, lead_id: string): Promise<void> {
  const touch = { lead_id, method: "linkedin" };
  await logContact(at(org.rep1, day(2)), touch);
  await logContact(at(org.rep2, day(2)), touch).catch(() => null);
  await logContact(at(org.rep2, day(2)), { ...touch, already_happened: true });
  await logContact(at(org.manager, day(1)), { ...touch, override_reason: "She asked for it" });
  for (const [value, source] of [
    ["p10@p10.example", "unsubscribe"],
    ["p11@p11.example", "complaint"],
    ["nobody@p12.example", "manual"],
  ] as const) {
    await addDncEntry(at(org.rep1, day(1)), { kind: "email", value, reason: "said so", source });
  }
}

/** Some touches were made of a template, some by a sequence; only a message that is sent is, so the ledger is told past its door. */
async function makeOf(org: MintedOrganization, admin: postgres.Sql, leads: readonly string[]): Promise<void> {
  const sequence = await createSequence(org.admin, {
    name: "Spring",
    steps: [{ kind: "email", subject: "Dates", body: "Shall we say Tuesday?" }],
    publish: true,
  });
  const enrollment = await enrollLead(org.rep1, { lead_id: leads[3] ?? "", sequence_id: sequence.id });
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    const [template] = await sql<{ id: string }[]>`
      insert into email_templates (org_id, name, channel, body, shared, owner_id, edited_by)
      values (${org.orgId}, 'Offer', 'email', 'Hello', true, ${org.rep1.actor.userId}, ${org.rep1.actor.userId}) returning id`;
    await sql`update communications set template_id = ${template?.id ?? null}, template_version = 1
      where org_id = ${org.orgId} and channel = 'email' and direction = 'outbound'`;
    await sql`
      update communications c set enrollment_id = ${enrollment.id},
        step_id = (select t.id from sequence_steps t where t.org_id = c.org_id limit 1)
      where c.org_id = ${org.orgId} and c.lead_id = ${leads[3] ?? null} and c.channel = 'call'`;
  });
}
