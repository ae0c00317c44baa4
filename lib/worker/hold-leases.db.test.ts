import { expect, it } from "vitest";
import { at, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { claimMessages } from "@/lib/delivery/claim-messages";
import { createLead } from "@/lib/leads/create-lead";
import { queueMessage } from "@/lib/sending/queue-message";
import { holdLeases } from "./hold-leases";
import { contextOf } from "./organization-context";

const { admin } = await testDatabase();

it("keeps what is being sent for an organization though another one's cannot be kept, and says that it could not", async () => {
  const [broken, org] = [await mintOrganization({ calm: true }), await mintOrganization({ calm: true })];
  const lead = await createLead(org.rep1, { last_name: "Doe", email: `h@${org.slug}.example` });
  const { id } = await queueMessage(org.rep1, { lead_id: lead.id, channel: "email", subject: "A", body_text: "Hello" });
  const worker = newId();
  const due = new Date(Date.now() + 11_000);
  await claimMessages(at(contextOf(org.orgId), due), { worker, limit: 10, fallback: "captured" });
  await admin`update delivery_attempts set lease_until = now() where communication_id = ${id}`;
  const held = new Map([
    [broken.orgId, new Set(["no id"])],
    [org.orgId, new Set([id])],
  ]);
  await expect(holdLeases(worker, held)).rejects.toMatchObject({ code: "INVALID" });
  const [row] =
    await admin`select lease_until > now() + interval '20 seconds' as held from delivery_attempts where communication_id = ${id}`;
  expect(row).toEqual({ held: true });
});
