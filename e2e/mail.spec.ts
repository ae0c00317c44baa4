import { queueMessage } from "@/lib/sending/queue-message";
import { expect, expectAccessible, test } from "./fixtures";
import { mintLead, now } from "./mint";

test("what would have left is there to be read, for admins", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const program = { ...now(org.rep1), actor: { ...org.rep1.actor, via: "api" as const } };
  const text = { subject: "Dates for the depot", body_text: "Shall we say Tuesday?" };
  await queueMessage(program, { lead_id: lead.id, channel: "email", ...text });
  const page = await as("admin");
  await page.goto("/mail");
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("link", { name: "Dates for the depot" })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
  await expectAccessible(page);
  await page.getByRole("link", { name: "Dates for the depot" }).click();
  await expect(page.getByRole("heading", { name: "Dates for the depot" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Text" })).toContainText("Shall we say Tuesday?");
  await page.getByText("As it would have left").click();
  await expect(page.getByText("MIME-Version: 1.0")).toBeVisible();
  await expectAccessible(page);
  const rep = await as("rep1");
  await rep.goto("/mail");
  await expect(rep.getByText("Only admins see everybody's mail")).toBeVisible();
});

test("a mailbox is connected, tested with words that help, paused and disconnected", async ({ as }) => {
  const page = await as("rep1");
  await page.goto("/settings/mailboxes");
  await expect(page.getByText("No mailbox is connected")).toBeVisible();
  await expect(async () => {
    await page.getByRole("button", { name: "Connect mailbox" }).click({ timeout: 1000 });
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 1000 });
  }).toPass();
  const dialog = page.getByRole("dialog", { name: "Connect mailbox" });
  await dialog.getByLabel("Address").fill("rep1@acme.example");
  await dialog.getByRole("group", { name: "Sending (SMTP)" }).getByLabel("Password").fill("a password");
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(dialog).toContainText("Give the name of the server");
  await expect(dialog.getByLabel("Address")).toHaveValue("rep1@acme.example");
  await dialog.getByRole("group", { name: "Sending (SMTP)" }).getByLabel("Server").fill("127.0.0.1");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(dialog).toBeHidden();
  const box = page.getByRole("region", { name: "rep1@acme.example" });
  await box.getByRole("button", { name: "Test" }).click();
  await expect(box).toContainText("a server of this machine or network", { timeout: 30_000 });
  await box.getByRole("button", { name: "Servers" }).click();
  const servers = page.getByRole("dialog", { name: "Servers of rep1@acme.example" });
  await servers.getByRole("group", { name: "Sending (SMTP)" }).getByLabel("Server").fill("localhost");
  await servers.getByRole("button", { name: "Save servers" }).click();
  await expect(servers).toContainText("This is another server. Enter the password again");
  await servers.getByRole("group", { name: "Sending (SMTP)" }).getByLabel("Password").fill("another password");
  await servers.getByRole("button", { name: "Save servers" }).click();
  await expect(box).toContainText("Sends by localhost:465");
  await box.getByRole("button", { name: "Pause" }).click();
  await expect(box.getByText("Paused", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await box.getByRole("button", { name: "Send again" }).click();
  await expect(box.getByText("Sending", { exact: true })).toBeVisible();
  await box.getByRole("button", { name: "Disconnect" }).click();
  await expect(box).toHaveCount(0);
});
