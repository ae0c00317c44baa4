import { setTimeout as sleep } from "node:timers/promises";
import { inOrganization } from "@/db/tenant";
import { at } from "@/db/testing/organization";
import type { Context } from "@/lib/core/context";
import { queueMessage } from "@/lib/sending/queue-message";
import { changeSettings } from "@/lib/settings/change-settings";
import { recordTrackedEvent } from "@/lib/tracked-events/record-tracked-event";
import { expect, expectAccessible, test } from "./fixtures";
import { openLead, touches } from "./lead-page";
import { mintLead, now } from "./mint";

const browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36";
const link = "https://larkfield.example/dates";

/** A message that the worker has sent, to the captured mailbox. */
async function mintSent(ctx: Context, leadId: string): Promise<string> {
  const program = { ...now(ctx), actor: { ...ctx.actor, via: "api" as const } };
  const text = { subject: "Dates for the depot", body_html: `<p>Here are <a href="${link}">the dates</a>.</p>` };
  const { id } = await queueMessage(program, { lead_id: leadId, channel: "email", ...text });
  for (let tries = 0; tries < 600; tries++) {
    const [sent] = await inOrganization(
      ctx.orgId,
      (tx) => tx.sql`select 1 from communications where id = ${id} and sent_at is not null`,
    );
    if (sent) return id;
    await sleep(50);
  }
  throw new Error("The worker did not send it");
}

test("who opened a message and followed its link stands at the touch, machines apart, and is gone when nobody looks at it", async ({
  org,
  as,
}) => {
  await changeSettings(now(org.admin), { "tracking.opens_and_clicks": true });
  const lead = await mintLead(org.rep1);
  const id = await mintSent(org.rep1, lead.id);
  // Long enough after it left to be a person's.
  const visit = (kind: "opened" | "clicked", agent: string) =>
    recordTrackedEvent(at(org.admin, new Date(Date.now() + 60_000)), {
      communication_id: id,
      kind,
      url: kind === "clicked" ? link : null,
      agent,
      ip: "203.0.113.7",
      method: "GET",
      purpose: null,
    });
  await visit("opened", "Mozilla/5.0 (via ggpht.com GoogleImageProxy)");
  const page = await as("rep1");
  await openLead(page, lead);
  const touch = touches(page).first();
  await expect(touch).toContainText("Not seen to be opened. Machines looked once: not counted");
  await visit("opened", browser);
  await visit("clicked", browser);
  await page.reload();
  await expect(touch).toContainText("Opened once, followed a link once");
  await expect(touch).toContainText("Machines looked once: not counted");
  await expectAccessible(page);

  const office = await as("admin");
  await office.goto(`/mail/${id}`);
  await expect(office.getByText(link, { exact: true })).toBeVisible();

  await changeSettings(now(org.admin), { "tracking.opens_and_clicks": false });
  await openLead(page, lead);
  await expect(touch).toContainText("Dates for the depot");
  await expect(touch).not.toContainText("Opened");
});
