import type { Locator } from "@playwright/test";
import { startOauthServer } from "@/db/testing/oauth-server";
import { expect, expectAccessible, test } from "./fixtures";
import { mintMailbox } from "./mint";

/** A press before the page answers to the hand is lost; one on a dialog that came late is not needed. */
const opened = (dialog: Locator, button: Locator) =>
  expect(async () => {
    if (!(await dialog.isVisible())) await button.click({ timeout: 1000 });
    await expect(dialog).toBeVisible({ timeout: 5000 });
  }).toPass();

test("a mailbox is connected by its provider's own sign-in, which says why when it does not work", async ({ as }) => {
  const oauth = await startOauthServer(Number(process.env.TOUCHLINE_TEST_OAUTH_PORT));
  try {
    const page = await as("rep1");
    await page.goto("/settings/mailboxes");
    const dialog = page.getByRole("dialog", { name: "Connect with Trial mail" });
    const open = () => opened(dialog, page.getByRole("button", { name: "Connect with Trial mail" }));
    await open();
    await expectAccessible(page);
    await dialog.getByLabel("Your address there").fill("no@us.example");
    await dialog.getByRole("button", { name: "Go to Trial mail" }).click();
    await expect(page.getByText("You did not allow it at Trial mail. Nothing was connected.")).toBeVisible();
    await expectAccessible(page);
    await open();
    await dialog.getByRole("button", { name: "Go to Trial mail" }).click();
    await expect(page.getByText("rep1@us.example is connected. Test it next.")).toBeVisible();
    const box = page.getByRole("region", { name: "rep1@us.example" });
    await expect(box.getByRole("button", { name: "Connect again" })).toBeVisible();
    const limits = page.getByRole("dialog", { name: "Limits of rep1@us.example" });
    await opened(limits, box.getByRole("button", { name: "Limits" }));
    await limits.getByLabel("Most in an hour").fill("0");
    await limits.getByLabel("Tuesday").check();
    await limits.getByRole("button", { name: "Save limits" }).click();
    await expect(limits.getByLabel("Most in an hour")).toHaveAttribute("aria-invalid", "true");
    await expect(limits.getByLabel("Tuesday")).toBeChecked();
    await expectAccessible(page);
    await limits.getByLabel("Most in an hour").fill("40");
    await limits.getByRole("button", { name: "Save limits" }).click();
    await expect(limits).toBeHidden();
    await expect(box).toContainText("At most 40 an hour, from 09:00 to 17:00.");
  } finally {
    await oauth.stop();
  }
});

test("an admin connects a provider and is told where its webhooks go, and limits what each person sends", async ({
  as,
}) => {
  const page = await as("admin");
  await page.goto("/settings/mailboxes");
  const dialog = page.getByRole("dialog", { name: "Connect provider" });
  await opened(dialog, page.getByRole("button", { name: "Connect provider" }));
  await dialog.getByLabel("Address", { exact: true }).fill("sales@acme.example");
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(dialog.getByLabel("API key")).toHaveAttribute("aria-invalid", "true");
  await expect(dialog.getByLabel("Address", { exact: true })).toHaveValue("sales@acme.example");
  await dialog.getByLabel("API key").fill("re_123456789");
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(dialog.getByLabel("Address for its webhooks")).toHaveValue(/^http.*\/api\/webhooks\/resend\//);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Done" }).click();
  const box = page.getByRole("region", { name: "sales@acme.example" });
  await expect(box).toBeVisible();
  const keys = page.getByRole("dialog", { name: "Keys of sales@acme.example" });
  await opened(keys, box.getByRole("button", { name: "Keys" }));
  await keys.getByRole("button", { name: "Save keys" }).click();
  await expect(keys.getByRole("alert")).toContainText("Enter the new key.");
  await expectAccessible(page);
  await keys.getByLabel("API key").fill("re_987654321");
  await keys.getByRole("button", { name: "Save keys" }).click();
  await expect(keys).toBeHidden();
  const form = page.getByRole("form", { name: "Limit for each person" });
  await form.getByLabel("Most messages of one person in 24 hours").fill("150");
  await form.getByRole("button", { name: "Save limit" }).click();
  await expect(page.getByText("Limit saved")).toBeVisible();
});

test("the page of a sending domain says what is there and what to put there, also when nobody answers", async ({
  org,
  as,
}) => {
  await mintMailbox(org.rep1, `rep1@${org.slug}.example`, null);
  const page = await as("rep1");
  await page.goto("/settings/mailboxes");
  const domains = page.getByRole("region", { name: "Sending domains" });
  await expect(domains).toContainText("Not looked up yet");
  await domains.getByRole("link", { name: `${org.slug}.example` }).click();
  await expect(page.getByRole("heading", { name: `${org.slug}.example`, exact: true })).toBeVisible();
  const form = page.getByRole("form", { name: "Look up" });
  await expect(async () => {
    await form.getByLabel("Name of the DKIM key (selector)").fill("a b");
    await form.getByRole("button", { name: "Look up" }).click({ timeout: 1000 });
    await expect(form).toContainText("A selector has letters", { timeout: 3000 });
  }).toPass();
  const spf = page.getByRole("region", { name: "SPF" });
  await expect(async () => {
    await form.getByLabel("Name of the DKIM key (selector)").fill("");
    await form.getByRole("button", { name: "Look up" }).click({ timeout: 1000 });
    await expect(spf).toBeVisible({ timeout: 10_000 });
  }).toPass();
  // Nobody answers for it on a machine without name servers, and with some there is no such domain.
  await expect(spf).toContainText(/could not be looked up|No SPF record/);
  await expect(page.getByRole("region", { name: "DMARC" })).toBeVisible();
  await expectAccessible(page);
});

test("opens and clicks are off until an admin switches them on", async ({ as }) => {
  const page = await as("admin");
  await page.goto("/settings/mailboxes");
  const panel = page.getByRole("region", { name: "Opens and clicks" });
  await expect(panel.getByText("They are not looked at.")).toBeVisible();
  const on = panel.getByText("They are looked at.");
  await expect(async () => {
    if (!(await on.isVisible()))
      await panel.getByRole("button", { name: "Look at opens and clicks", exact: true }).click({ timeout: 1000 });
    await expect(on).toBeVisible({ timeout: 10_000 });
  }).toPass();
  await expectAccessible(page);
  await panel.getByRole("button", { name: "Stop looking at opens and clicks" }).click();
  await expect(panel.getByText("They are not looked at.")).toBeVisible();
});
