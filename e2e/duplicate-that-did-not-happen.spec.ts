import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures";
import { fillLog, openLead, openLog, touches } from "./lead-page";
import { mintLead } from "./mint";

test("a duplicate that did not happen", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const [rep1, rep2] = [await as("rep1"), await as("rep2")];
  await openLead(rep2, lead);
  const planned = await openLog(rep2, { channel: "Email", subject: "Our offer", notes: "Dear Ines, our offer is" });
  await openLead(rep1, lead);
  const first = await openLog(rep1, { channel: "Email", subject: "Prices for the third quarter", notes: "Hello Ines" });

  await test.step("a colleague who has the lead open learns of it within a second", async () => {
    await first.getByRole("button", { name: "Take over" }).click();
    await expect(planned.getByRole("alert")).toContainText("rep1 took over. Your text is kept.");
    const sent = performance.now();
    await first.getByRole("button", { name: "Take the slot", exact: true }).click();
    // Under the open dialog, so not in the accessibility tree: found by its words.
    await expect(rep2.getByText("rep1 emailed Ines just now.")).toBeVisible();
    const ms = Math.round(performance.now() - sent);
    test.info().annotations.push({ type: "milliseconds from click to banner", description: String(ms) });
    process.stdout.write(`from rep1's click to rep2's banner: ${ms} ms\n`);
    await expect(planned.getByRole("status").filter({ hasText: "taken" })).toContainText("rep1 emailed just now");
  });

  await test.step("the colleague's planned email is refused with who, when, what and until when", async () => {
    await expect(planned.getByRole("alert")).toHaveCount(0);
    await planned.getByRole("button", { name: "Take the slot" }).click();
    const refusal = planned.getByRole("alert");
    await expect(refusal).toContainText("Not taken. Your text is kept.");
    await expect(refusal).toContainText("rep1 emailed just now");
    await expect(refusal).toContainText(/today \d\d:\d\d/);
    await expect(refusal).toContainText("“Prices for the third quarter”");
    await expect(refusal).toContainText(/Free again (today|tomorrow) \d\d:\d\d\. Only a manager may override this\./);
    await expect(planned.getByLabel("Subject")).toHaveValue("Our offer");
    await expect(planned.getByLabel("Notes")).toHaveValue("Dear Ines, our offer is");
  });

  await test.step("the same as a fact is stored and flagged", async () => {
    await fillLog(planned, { intent: "It already happened" });
    await expect(planned.getByRole("alert")).toHaveCount(0);
    await expect(planned.getByText("Your log is saved, marked as a collision.")).toBeVisible();
    await planned.getByRole("button", { name: "Log contact" }).click();
    await expect(rep2.getByText("Contact logged, marked as a collision")).toBeVisible();
    const fact = touches(rep2).filter({ hasText: "Dear Ines, our offer is" });
    await expect(fact).toContainText("You emailed");
    await expect(fact).toContainText("Collision, escaped");
  });

  const manager = await as("manager");
  await test.step("a manager overrides with a reason", async () => {
    await openLead(manager, lead);
    const dialog = await openLog(manager, { channel: "Email", subject: "From the head of sales" });
    await expect(dialog.getByLabel("Reason for override")).toBeVisible();
    await dialog.getByRole("button", { name: "Take the slot, with reason" }).click();
    await expect(dialog.getByLabel("Reason for override")).toBeFocused();
    await dialog.getByLabel("Reason for override").fill("She asked me for a call today");
    await dialog.getByRole("button", { name: "Take the slot, with reason" }).click();
    await expect(dialog).toBeHidden();
    const override = touches(manager).filter({ hasText: "From the head of sales" });
    await expect(override).toContainText("Collision, overridden");
    await expect(override).toContainText("Reason: “She asked me for a call today”");
  });

  await test.step("the first rep sees both without a reload, and the collisions page shows all three", async () => {
    await expect(touches(rep1)).toHaveCount(3);
    await manager.goto("/collisions");
    const rows = manager.getByRole("table", { name: "Collisions" }).getByRole("row");
    const row = (outcome: string) => rows.filter({ hasText: outcome }).filter({ hasText: "The slot was taken" });
    await expect(row("Prevented")).toContainText("rep2, Email");
    await expect(row("Escaped")).toContainText("rep2, Email");
    await expect(row("Override")).toContainText("manager, Email");
    await expect(row("Override")).toContainText("“She asked me for a call today”");
    for (const outcome of ["Prevented", "Escaped", "Override"]) {
      await expect(row(outcome)).toContainText("Ines Albrecht");
      await expect(row(outcome)).toContainText("rep1");
    }
  });
});

test("two who press at the same moment: one has the slot, the other is told who", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const pages = [await as("rep1"), await as("rep2")];
  const dialogs = await Promise.all(
    pages.map(async (page) => {
      await openLead(page, lead);
      return openLog(page, { channel: "LinkedIn", notes: "Shall we talk?" });
    }),
  );
  await Promise.all(dialogs.map((dialog) => dialog.getByRole("button", { name: "Take the slot" }).click()));
  const counted = async (parts: Locator[]) => (await Promise.all(parts.map((one) => one.count()))).toSorted();
  await expect.poll(() => counted(dialogs.map((dialog) => dialog.getByRole("alert")))).toEqual([0, 1]);
  await expect.poll(() => counted(dialogs)).toEqual([0, 1]);
  for (const page of pages) await expect(page.locator("article")).toHaveCount(1);
});
