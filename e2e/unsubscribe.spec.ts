import { queueMessage } from "@/lib/sending/queue-message";
import { signUnsubscribeLink } from "@/lib/unsubscribes/sign-unsubscribe-link";
import { expect, expectAccessible, test } from "./fixtures";
import { openLead, verdict } from "./lead-page";
import { hoursAgo, mintLead, now } from "./mint";

const later = () => hoursAgo(-30).toISOString();

test("one click of a mail program stops a message that is scheduled, and everybody sees it", async ({
  org,
  as,
  baseURL,
  request,
}) => {
  const lead = await mintLead(org.rep1);
  const { id } = await queueMessage(now(org.rep1), {
    lead_id: lead.id,
    channel: "email",
    body_text: "Hi",
    scheduled_for: later(),
  });
  const page = await as("rep1");
  await openLead(page, lead);
  const waiting = page.getByRole("region", { name: "Messages that wait" });
  await expect(waiting).toContainText("Scheduled for");
  const link = signUnsubscribeLink({ orgId: org.orgId, communicationId: id }, baseURL ?? "");
  // Whatever follows links changes nothing.
  expect((await request.get(link)).status()).toBe(200);
  expect((await request.head(link)).status()).toBe(200);
  await expect(waiting).toContainText("Scheduled for");
  const answer = await request.post(link, { form: { "List-Unsubscribe": "One-Click" } });
  expect(answer.status()).toBe(200);
  await expect(waiting).toHaveCount(0);
  await expect(verdict(page)).toContainText("Unsubscribed from emails");
});

test("the page of the link says who writes, changes nothing when opened, and stops what is chosen", async ({
  org,
  visit,
  baseURL,
}) => {
  const lead = await mintLead(org.rep1);
  const { id } = await queueMessage(now(org.rep1), {
    lead_id: lead.id,
    channel: "email",
    body_text: "Hi",
    scheduled_for: later(),
  });
  const page = await visit({ javaScriptEnabled: false });
  await page.goto(signUnsubscribeLink({ orgId: org.orgId, communicationId: id }, baseURL ?? ""));
  await expect(page.getByRole("heading", { name: "Unsubscribe" })).toBeVisible();
  await expect(page.getByText(/from emails of Organization .* to i•••@/)).toBeVisible();
  await page.getByLabel("Calls").check();
  await page.getByRole("button", { name: "Unsubscribe" }).click();
  await expect(page.getByRole("heading", { name: "You are unsubscribed" })).toBeVisible();
  await expect(page.getByLabel("Calls")).toHaveCount(0);
  await expect(page.getByLabel("Text messages")).toBeVisible();
});

test("the page is accessible before and after", async ({ org, visit, baseURL }) => {
  const lead = await mintLead(org.rep1);
  const { id } = await queueMessage(now(org.rep1), {
    lead_id: lead.id,
    channel: "email",
    body_text: "Hi",
    scheduled_for: later(),
  });
  const page = await visit({ viewport: { width: 390, height: 844 } });
  await page.goto(signUnsubscribeLink({ orgId: org.orgId, communicationId: id }, baseURL ?? ""));
  await expectAccessible(page);
  await page.getByLabel("Any contact at all").check();
  await page.getByRole("button", { name: "Unsubscribe" }).click();
  await expect(page.getByText("will not contact you any more")).toBeVisible();
  await expectAccessible(page);
});
