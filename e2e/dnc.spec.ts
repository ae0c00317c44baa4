import { expect, expectAccessible, test } from "./fixtures";
import { fillLog, openLead, openLog, touches, verdict } from "./lead-page";
import { mintLead } from "./mint";

test("who asks not to be contacted is blocked everywhere at once, for everybody", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const [rep1, rep2] = [await as("rep1"), await as("rep2")];
  await openLead(rep2, lead);
  const planned = await openLog(rep2, { channel: "Email", notes: "A text that must not go" });
  await expect(planned.getByRole("status").first()).toContainText("Email free");

  await test.step("a colleague adds the address; wrong input is said at its field and kept", async () => {
    await rep1.goto("/dnc");
    await expect(rep1.getByText("Nobody is on the list")).toBeVisible();
    await rep1.getByRole("button", { name: "Add or paste" }).click();
    const add = rep1.getByRole("dialog", { name: "Add to do not contact" });
    await add.getByLabel("Address or domain").fill("not an address");
    await add.getByLabel("Reason").fill("Asked us on the phone");
    await add.getByRole("button", { name: "Add to the list" }).click();
    await expect(add.getByLabel("Address or domain")).toHaveAccessibleDescription(/mail|address/i);
    await expect(add.getByLabel("Reason")).toHaveValue("Asked us on the phone");
    await expectAccessible(rep1);
    await add.getByLabel("Address or domain").fill(lead.email?.toUpperCase() ?? "");
    await add.getByRole("button", { name: "Add to the list" }).click();
    await expect(add).toBeHidden();
    await expect(rep1.getByText(`${lead.email} is on the list`)).toBeVisible();
    await expect(rep1.getByRole("table", { name: "Do not contact" })).toContainText("Asked us on the phone");
  });

  await test.step("the open lead page and the open dialog say so without a reload", async () => {
    await expect(planned.getByRole("status").first()).toContainText("Email blocked");
    await planned.getByRole("button", { name: "Take the slot" }).click();
    const refusal = planned.getByRole("alert");
    await expect(refusal).toContainText("Asked us on the phone");
    await expect(refusal).toContainText("Nobody may override this.");
    await expect(planned.getByLabel("Notes")).toHaveValue("A text that must not go");
    await expect(planned.getByLabel("Reason for override")).toHaveCount(0);
    await rep2.keyboard.press("Escape");
    for (const channel of ["Email", "LinkedIn", "Call", "SMS"]) {
      await expect(verdict(rep2).getByRole("region", { name: `${channel}: blocked` })).toBeVisible();
    }
    await expect(rep2.locator(".leadhead").getByText("Do not contact", { exact: true })).toBeVisible();
  });

  await test.step("not even a manager may", async () => {
    const manager = await as("manager");
    await openLead(manager, lead);
    const dialog = await openLog(manager, { channel: "Call", notes: "I know her" });
    await dialog.getByRole("button", { name: "Take the slot" }).click();
    await expect(dialog.getByRole("alert")).toContainText("Nobody may override this.");
    await expect(dialog.getByLabel("Reason for override")).toHaveCount(0);
  });

  await test.step("what happened all the same is stored and flagged", async () => {
    const dialog = await openLog(rep2);
    await fillLog(dialog, { intent: "It already happened" });
    await expect(dialog.getByText("Your log is saved, marked as a collision.")).toBeVisible();
    await dialog.getByRole("button", { name: "Log contact" }).click();
    const fact = touches(rep2).filter({ hasText: "A text that must not go" });
    await expect(fact).toContainText("Collision, escaped");
    await expect(fact).toContainText("The person is on the do-not-contact list.");
  });

  await test.step("why an address is blocked can be asked, however it is written", async () => {
    const ask = rep1.getByRole("searchbox", { name: "Why is this address blocked?" });
    const answer = rep1.getByRole("status").filter({ hasText: "must not be contacted" });
    await ask.fill(` ${lead.email?.toUpperCase()} `);
    await ask.press("Enter");
    await expect(answer).toContainText(`${lead.email} must not be contacted.`);
    await expect(answer).toContainText("All: Asked us on the phone, by hand");
    await ask.fill("somebody.else@example.org");
    await ask.press("Enter");
    await expect(rep1.getByText("somebody.else@example.org is not on the list.")).toBeVisible();
    await ask.fill("what is this");
    await ask.press("Enter");
    await expect(rep1.getByText("Write a mail address, a domain, a phone number or a LinkedIn profile.")).toBeVisible();
  });
});

test("D on the lead page stops all contact with the person, by keyboard alone", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await openLead(page, lead);
  await page.keyboard.press("d");
  const dialog = page.getByRole("dialog", { name: "Do not contact Ines Albrecht" });
  await expect(dialog.getByLabel("Reason")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel("Reason")).toHaveAccessibleDescription(/Say why/);
  await page.keyboard.type("She asked us to stop");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Ines Albrecht is not contacted any more")).toBeVisible();
  for (const channel of ["Email", "LinkedIn", "Call", "SMS"]) {
    await expect(verdict(page).getByRole("region", { name: `${channel}: blocked` })).toBeVisible();
  }
});

test("a domain on the list blocks its people, one channel blocks only that, and the same entry again says so", async ({
  org,
  as,
}) => {
  const lead = await mintLead(org.rep1);
  const domain = lead.email?.split("@")[1] ?? "";
  const page = await as("rep1");
  await page.goto("/dnc");
  const add = page.getByRole("dialog", { name: "Add to do not contact" });
  for (const words of [`${domain} is on the list`, `${domain} was on the list already`]) {
    await page.getByRole("button", { name: "Add or paste" }).click();
    await add.getByLabel("Kind").selectOption("domain");
    await add.getByLabel("Address or domain").fill(domain);
    await add.getByLabel("Channels").selectOption("email");
    await add.getByLabel("Reason").fill("The company's lawyer wrote to us");
    await add.getByLabel("Last day").fill("2099-12-31");
    await add.getByRole("button", { name: "Add to the list" }).click();
    await expect(page.getByText(words)).toBeVisible();
  }
  const rows = page.getByRole("table", { name: "Do not contact" }).locator("tbody").getByRole("row");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("2099");
  await openLead(page, lead);
  await expect(verdict(page).getByRole("region", { name: "Email: blocked" })).toBeVisible();
  await expect(verdict(page).getByRole("region", { name: "Call: free" })).toBeVisible();
});
