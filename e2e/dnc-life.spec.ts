import type { Locator } from "@playwright/test";
import { logContact } from "@/lib/communications/log-contact";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { expect, expectAccessible, test } from "./fixtures";
import { openLead, verdict } from "./lead-page";
import { mintLead } from "./mint";

test("10,000 pasted lines are tried dry, then added, and what is not readable comes back as a file", async ({
  org,
  as,
}) => {
  test.slow();
  const lead = await mintLead(org.rep1);
  await addDncEntry(org.rep1, { kind: "email", value: "old@listed.example", reason: "asked to stop" });
  const page = await as("rep2");
  await page.goto("/dnc");
  await page.getByRole("button", { name: "Add or paste" }).click();
  const dialog = page.getByRole("dialog", { name: "Add to do not contact" });
  await dialog.getByRole("radio", { name: "Paste a list" }).check();
  const lines = Array.from({ length: 9_995 }, (_, nth) => `Person ${nth} <p${nth}@d${nth % 50}.example>`);
  const text = [
    lead.email,
    "OLD@listed.example",
    "Bracken Field Ltd",
    "j.tremblay@coppergate",
    lead.email,
    ...lines,
  ].join("\n");

  await test.step("the dry run says what each line comes to", async () => {
    await paste(dialog.getByLabel("One per line: email, @domain, phone or LinkedIn"), text);
    const run = dialog.getByRole("region", { name: "Dry run" });
    await expect(run.getByRole("status").first()).toContainText("nothing is stored yet, checked 10,000 lines", {
      timeout: 20_000,
    });
    await expect(run).toContainText("9,996");
    await expect(run).toContainText("already listed, 1 twice");
    const table = run.getByRole("table");
    await expect(table.getByRole("row", { name: /Bracken Field Ltd/ })).toContainText("Not readable");
    await expect(table.getByRole("row", { name: /old@listed/ })).toContainText("Already listed");
    await expect(table.getByRole("row", { name: new RegExp(`^1 ${lead.email}`) })).toContainText("1 lead");
    await expectAccessible(page);
    const download = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "2 unreadable lines" }).click();
    expect((await download).suggestedFilename()).toBe("unreadable-lines.csv");
    // Behind the dialog, so by its place and not by its role.
    await expect(page.locator('table[aria-label="Do not contact"] tbody tr')).toHaveCount(1);
  });

  await test.step("without a reason nothing is added and nothing is lost; with one all of them are", async () => {
    await dialog.getByRole("button", { name: "Add 9,996 entries" }).click();
    await expect(dialog.getByLabel("Reason")).toHaveAccessibleDescription(/Say why/);
    await dialog.getByLabel("Reason").fill("Export of the old tool");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(page.getByText("9,996 entries added")).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText("more than 1,000")).toBeVisible();
  });

  await openLead(page, lead);
  await expect(verdict(page).getByRole("region", { name: "Email: blocked" })).toBeVisible();
});

test("a file in another encoding is read as it was written", async ({ org, as }) => {
  const page = await as("rep1");
  await page.goto("/dnc");
  await page.getByRole("button", { name: "Add or paste" }).click();
  const dialog = page.getByRole("dialog", { name: "Add to do not contact" });
  await dialog.getByRole("radio", { name: "File" }).check();
  const buffer = Buffer.from("Name;Email;Site\nMüller;mueller@bücher.example;bücher.example\n", "latin1");
  await dialog.getByLabel("Text or CSV file").setInputFiles({ name: "alt.csv", mimeType: "text/csv", buffer });
  await expect(dialog.getByRole("table")).toContainText("mueller@xn--bcher-kva.example");
  await dialog.getByLabel("Reason").fill("Old customers' wish");
  await dialog.getByRole("button", { name: "Add 1 entry" }).click();
  await expect(page.getByText("1 entry added")).toBeVisible();
  expect(org.slug).toBeTruthy();
});

test("an entry leaves the list by two people, the second by keyboard alone", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const email = lead.email ?? "";
  await addDncEntry(org.rep1, { kind: "email", value: email, reason: "She wrote to us", source: "unsubscribe" });
  const [rep, admin, manager] = [await as("rep1"), await as("admin"), await as("manager")];

  await test.step("a rep reads how it goes, and cannot", async () => {
    await rep.goto("/dnc");
    await rep.getByRole("link", { name: `She wrote to us: history of ${lead.email}` }).click();
    const entry = rep.getByRole("dialog", { name: email });
    await expect(entry.getByRole("list", { name: "History" })).toContainText("Added");
    await expect(entry).toContainText("takes an admin who asks and a second person who approves");
    await expect(entry.getByRole("button", { name: "Ask for removal" })).toHaveCount(0);
    await rep.keyboard.press("Escape");
    await expect(entry).toBeHidden();
  });

  await test.step("an admin asks, and cannot approve it alone", async () => {
    await admin.goto("/dnc");
    await admin.getByRole("link", { name: /history of/ }).click();
    const entry = admin.getByRole("dialog", { name: email });
    await entry.getByRole("button", { name: "Ask for removal" }).click();
    await expect(entry.getByLabel("Reason for taking it off")).toHaveAccessibleDescription(/at least 10 characters/);
    await entry.getByLabel("Reason for taking it off").fill("She told us it was a mistake");
    await entry.getByRole("button", { name: "Ask for removal" }).click();
    await expect(entry).toContainText("A second person has to approve it");
    await expect(entry.getByRole("button", { name: "Approve the removal" })).toHaveCount(0);
    await expectAccessible(admin);
    await openLead(rep, lead);
    await expect(verdict(rep).getByRole("region", { name: "Email: blocked" })).toBeVisible();
  });

  await test.step("a manager finds it and approves; the lead is free at once", async () => {
    await manager.goto("/dnc");
    await manager.getByRole("link", { name: "Removal asked 1" }).focus();
    await manager.keyboard.press("Enter");
    await expect(manager).toHaveURL(/state=asked/);
    await manager.getByRole("link", { name: /history of/ }).focus();
    await manager.keyboard.press("Enter");
    const entry = manager.getByRole("dialog", { name: email });
    await expect(entry).toContainText("She told us it was a mistake");
    await entry.getByRole("button", { name: "Approve the removal" }).focus();
    await manager.keyboard.press("Enter");
    await expect(entry.getByRole("list", { name: "History" })).toContainText("Removal approved");
    await rep.reload();
    await expect(verdict(rep).getByRole("region", { name: "Email: free" })).toBeVisible();
  });
});

test("what was read as an opt-out blocks at once and is decided by a person", async ({ org, as }) => {
  const [stop, wrong] = [
    await mintLead(org.rep1),
    await mintLead(org.rep1, { first_name: "Omar", email: "omar@tessel.example" }),
  ];
  const inbound = { direction: "inbound", method: "email" };
  await logContact(org.rep1, { ...inbound, lead_id: stop.id, body: "Please take me off this list." });
  await logContact(org.rep1, { ...inbound, lead_id: wrong.id, method: "sms", body: "Stop" });
  const page = await as("rep1");
  await openLead(page, stop);
  await expect(verdict(page).getByRole("region", { name: "Email: blocked" })).toBeVisible();

  await page.goto("/dnc");
  const detected = page.getByRole("complementary", { name: /Newly detected/ });
  await expect(detected.getByRole("listitem")).toHaveCount(2);
  await expect(detected).toContainText("“Please take me off this list”");
  await expectAccessible(page);
  await expect(detected.getByRole("button", { name: "Not an opt-out: Omar Albrecht" })).toBeDisabled();
  await detected.getByRole("button", { name: "Block all: Ines Albrecht" }).click();
  await expect(page.getByText("Ines Albrecht stays on the list")).toBeVisible();
  await expect(detected.getByRole("listitem")).toHaveCount(1);

  const manager = await as("manager");
  await manager.goto("/dnc");
  await manager.getByRole("button", { name: "Not an opt-out: Omar Albrecht" }).click();
  const undo = manager.getByRole("dialog", { name: "Not an opt-out" });
  await expect(undo.getByLabel("Reason")).toBeFocused();
  await undo.getByRole("button", { name: "Take it off" }).click();
  await expect(undo.getByLabel("Reason")).toHaveAccessibleDescription(/at least 10 characters/);
  await undo.getByLabel("Reason").fill("He spoke of a bus stop on the phone");
  await undo.getByRole("button", { name: "Take it off" }).click();
  await expect(manager.getByText("Omar Albrecht may be contacted again")).toBeVisible();
  await expect(manager.getByText("Newly detected")).toHaveCount(0);
  await openLead(manager, wrong);
  await expect(verdict(manager).getByRole("region", { name: "SMS: free" })).toBeVisible();
});

/** As the clipboard brings it; typing 10,000 lines one after the other would take minutes. */
const paste = (field: Locator, text: string) =>
  field.evaluate((element, given) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", given);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
