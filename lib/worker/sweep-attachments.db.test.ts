import { existsSync, mkdtempSync, readdirSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { storeAttachment } from "@/lib/attachments/store-attachment";
import { erasePerson } from "@/lib/erasure/erase-person";
import { createLead } from "@/lib/leads/create-lead";
import { queueMessage } from "@/lib/sending/queue-message";
import { sweepAttachments } from "./sweep-attachments";

const { admin } = await testDatabase();
const home = mkdtempSync(join(tmpdir(), "sweep-"));
vi.stubEnv("TOUCHLINE_HOME", home);
afterAll(() => void vi.unstubAllEnvs());

const folder = ({ orgId }: MintedOrganization) => join(home, "uploads", "attachments", orgId);
async function* bytes(text: string) {
  yield new TextEncoder().encode(text);
}
const upload = async ({ rep1 }: MintedOrganization, text: string) =>
  (await storeAttachment(rep1, { name: "offer.pdf", type: "application/pdf", bytes: bytes(text) })).output;
/** As if it had been uploaded so many days ago. */
async function age(org: MintedOrganization, days: number): Promise<void> {
  const then = new Date(Date.now() - days * 86_400_000);
  for (const name of readdirSync(folder(org))) utimesSync(join(folder(org), name), then, then);
  await admin`update attachments set created_at = ${then}, updated_at = updated_at where org_id = ${org.orgId} and communication_id is null`;
}
async function sent(org: MintedOrganization, email: string, text: string): Promise<string> {
  const lead = await createLead(org.rep1, { last_name: "Ada", email });
  const { id } = await upload(org, text);
  const message = {
    lead_id: lead.id,
    channel: "email",
    subject: "Offer",
    body_text: "Here it is.",
    attachment_ids: [id],
  };
  await queueMessage(org.rep1, message);
  return lead.id;
}

test("the bytes of an erased person's files go, and those that another message carries too stay", async () => {
  const org = await mintOrganization({ calm: true });
  const ada = await sent(org, "ada@acme.example", "for Ada alone");
  const bob = await sent(org, "bob@other.example", "for both");
  await sent(org, "cyd@third.example", "for both");
  await age(org, 2);
  await sweepAttachments();
  expect(readdirSync(folder(org))).toHaveLength(2);
  for (const lead_id of [ada, bob]) await erasePerson(org.admin, { lead_id });
  await sweepAttachments();
  expect(readdirSync(folder(org))).toHaveLength(1);
  const rows = await admin`select name from attachments where org_id = ${org.orgId} order by name`;
  expect(rows.map((row) => row.name)).toEqual(["erased", "erased", "offer.pdf"]);
});

test("an upload that no message took goes after thirty days, row and bytes, and one that is fresh stays", async () => {
  const org = await mintOrganization({ calm: true });
  await upload(org, "old");
  await age(org, 31);
  await upload(org, "fresh");
  await sweepAttachments();
  expect(readdirSync(folder(org))).toHaveLength(1);
  const [row] = await admin`select count(*)::int as n, min(hash) as hash from attachments where org_id = ${org.orgId}`;
  expect(row?.n).toBe(1);
  expect(existsSync(join(folder(org), row?.hash))).toBe(true);
});
