import { expect, it } from "vitest";
import { at, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { listOutreachRows } from "@/lib/analytics/row-queries";
import { outreachRowsInputSchema } from "@/lib/analytics/schema";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { getCampaign } from "@/lib/campaigns/queries";
import { convertLead } from "@/lib/clients/convert-lead";
import { markResponded } from "@/lib/communications/mark-responded";
import { read } from "@/lib/core/read";
import { completeItem } from "@/lib/daily-outreach/complete-item";
import { createDay } from "@/lib/daily-outreach/create-day";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { lastDays } from "@/lib/periods/rules";
import { createSegment } from "@/lib/segments/create-segment";
import { listFunnelRows } from "./row-queries";
import { funnelRowsInputSchema } from "./schema";

const { admin } = await testDatabase();

it("has as many rows behind every figure of a campaign as the figure says", async () => {
  const org = await mintOrganization({ calm: true });
  const fresh = () => at(org.rep1, new Date());
  const { id: campaign_id } = await createCampaign(at(org.manager, new Date()), { name: "Spring" });
  for (const nth of [1, 2, 3]) await createLead(org.rep1, { last_name: "Ada", phone: `+1415555013${nth}` });
  const segment = await createSegment(fresh(), { name: "All", filter: { and: [] } });
  const day = await createDay(fresh(), { segment_id: segment.id, campaign_id });
  for (const { id } of day.data) await completeItem(fresh(), { item_id: id, notes: "She rang back." });
  const touches = await admin`select id, lead_id from communications where campaign_id = ${campaign_id} order by id`;
  for (const { id } of touches.slice(0, 2))
    await markResponded(at(org.rep1, new Date(Date.now() + 1000)), { contact_id: id, responded: true });
  await updateLead(fresh(), { lead_id: touches[0]?.lead_id, status: "qualified" });
  await convertLead(fresh(), { lead_id: touches[0]?.lead_id });

  const { from = "", to = "" } = lastDays([3650], fresh())[0] ?? {};
  const behind = (figure: string) =>
    read(fresh(), "analytics:read", async (tx) => {
      const asked = { figure, campaign_id, from_date: from, to_date: to };
      return (await listOutreachRows(tx, fresh(), outreachRowsInputSchema.parse(asked))).total;
    });
  const campaign = await read(fresh(), "campaigns:read", (tx) => getCampaign(tx, fresh(), campaign_id));
  expect(campaign).toMatchObject({ attempts: 3, leads: 3, answered: 2, won: 1 });
  expect(await behind("attempts")).toBe(campaign.attempts);
  expect(await behind("leads")).toBe(campaign.leads);
  expect(await behind("leads_marked")).toBe(campaign.answered);
  const won = { figure: "now", from_status: "converted", campaign_id };
  const clients = await read(fresh(), "analytics:read", (tx) =>
    listFunnelRows(tx, fresh(), funnelRowsInputSchema.parse(won)),
  );
  expect(clients.total).toBe(campaign.won);
});
