import type { Page } from "@playwright/test";
import { listSessions } from "@/lib/accounts/queries";
import { revokeSession } from "@/lib/accounts/revoke-session";
import { read } from "@/lib/core/read";
import { addressOf, expect, signIn, test } from "./fixtures";
import { fillLog, logDialog, openLead, openLog, touches } from "./lead-page";
import { mintLead, mintTouch, now, untilSealed } from "./mint";

test("a call is logged by keyboard alone, in three keystrokes besides the note", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await openLead(page, lead);
  let strokes = 0;
  const press = async (keys: string) => {
    strokes++;
    await page.keyboard.press(keys);
  };
  await press("l");
  await press("c");
  const dialog = logDialog(page);
  await expect(dialog.getByRole("radio", { name: "Call", exact: true })).toBeChecked();
  await expect(dialog.getByRole("status")).toBeInViewport({ ratio: 1 });
  await expect(dialog.getByRole("list", { name: "Last touches" })).toBeInViewport({ ratio: 1 });
  await page.keyboard.type("She wants the offer by Friday");
  await press("ControlOrMeta+Enter");
  await expect(dialog).toBeHidden();
  await expect(touches(page).first()).toContainText("You called");
  await expect(touches(page).first()).toContainText("She wants the offer by Friday");
  expect(strokes).toBeLessThanOrEqual(3);
  process.stdout.write(`keystrokes to log a call, besides the note: ${strokes}\n`);
});

test("every field of the dialog is reached and changed by keyboard", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await openLead(page, lead);
  const dialog = logDialog(page);
  await page.keyboard.press("l");
  await expect(dialog.getByRole("radio", { name: "I'm about to contact" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: "It already happened" })).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await expect(dialog.getByRole("radio", { name: "LinkedIn" })).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await expect(dialog.getByRole("radio", { name: "In", exact: true })).toBeChecked();
  const fields = [dialog.getByLabel("When"), dialog.getByLabel("Subject"), dialog.getByLabel("Notes")];
  for (const field of fields) await tabTo(page, field);
  await page.keyboard.type("They asked for a price");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(dialog).toBeHidden();
  await expect(touches(page).first()).toContainText("Ines Albrecht wrote on LinkedIn");
});

test("Escape and the close button keep the text until it is sent or discarded", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await openLead(page, lead);
  const dialog = await openLog(page, { channel: "Call", subject: "Offer", notes: "Half a thought" });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.reload();
  await openLog(page);
  await expect(dialog.getByLabel("Subject")).toHaveValue("Offer");
  await expect(dialog.getByLabel("Notes")).toHaveValue("Half a thought");
  await expect(dialog.getByRole("radio", { name: "Call", exact: true })).toBeChecked();
  await dialog.getByRole("button", { name: "Discard text" }).click();
  await expect(dialog.getByLabel("Notes")).toHaveValue("");
  await page.keyboard.press("Escape");
  await openLog(page);
  await expect(dialog.getByLabel("Notes")).toHaveValue("");
});

test("nothing typed is lost when the network fails, and sending again logs it once", async ({ org, as, forgive }) => {
  forgive(/Failed to load resource/);
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await openLead(page, lead);
  const dialog = await openLog(page, { channel: "Email", subject: "Offer", notes: "Dear Ines" });
  // The first try reaches the server, but its answer does not come back.
  await page.route("**/leads/**", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    await route.fetch();
    await route.abort();
  });
  await dialog.getByRole("button", { name: "Take the slot" }).click();
  await expect(dialog.getByRole("alert")).toContainText(
    "The connection failed; try again, it will not be logged twice.",
  );
  await expect(dialog.getByLabel("Notes")).toHaveValue("Dear Ines");
  await page.unroute("**/leads/**");
  await dialog.getByRole("button", { name: "Take the slot" }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(touches(page)).toHaveCount(1);
});

test("a session that ended meanwhile says so; after signing in in another tab the same text is sent", async ({
  org,
  as,
  forgive,
}) => {
  forgive(/Failed to load resource.*401.*\/api\/(live|leads|queues)/);
  const lead = await mintLead(org.rep1);
  await untilSealed(org.rep1);
  const page = await as("rep1");
  const drawn = drawnAnew(page, lead.id);
  await openLead(page, lead);
  const dialog = await openLog(page, { channel: "Email", subject: "Offer", notes: "A long and careful text" });
  await drawn;
  await endSessions(org.rep1);
  await dialog.getByRole("button", { name: "Take the slot" }).click();
  await expect(dialog.getByRole("alert")).toContainText("You were signed out. Your text is kept here.");
  await expect(dialog.getByLabel("Notes")).toHaveValue("A long and careful text");

  const other = await page.context().newPage();
  await other.goto("/leads");
  await expect(other).toHaveURL(/\/sign-in/);
  await signIn(other, addressOf(org, "rep1"));
  await expect(other).toHaveURL(/\/leads$/);
  await dialog.getByRole("button", { name: "Take the slot" }).click();
  await expect(dialog).toBeHidden();
  await expect(touches(page)).toContainText("A long and careful text");
});

test("a session that ended: the link to sign in leads back to the text", async ({ org, as, forgive }) => {
  forgive(/Failed to load resource.*401.*\/api\/(live|leads|queues)/);
  const lead = await mintLead(org.rep1);
  await untilSealed(org.rep1);
  const page = await as("rep1");
  const drawn = drawnAnew(page, lead.id);
  await openLead(page, lead);
  const dialog = await openLog(page, { channel: "Email", notes: "A long and careful text" });
  await drawn;
  await endSessions(org.rep1);
  await dialog.getByRole("button", { name: "Take the slot" }).click();
  await dialog.getByRole("link", { name: "Sign in again" }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await signIn(page, addressOf(org, "rep1"));
  await expect(page).toHaveURL(new RegExp(lead.id));
  await openLog(page);
  await expect(dialog.getByLabel("Notes")).toHaveValue("A long and careful text");
});

test("a double click and two impatient chords send once", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await openLead(page, lead);
  const dialog = await openLog(page, { intent: "It already happened", channel: "Call", notes: "Spoke with her" });
  await dialog.getByRole("button", { name: "Log contact" }).dblclick();
  await expect(dialog).toBeHidden();
  await expect(touches(page)).toHaveCount(1);
  await openLog(page, { intent: "It already happened", channel: "SMS", notes: "And a text" });
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(touches(page)).toHaveCount(2);
});

test("the back button leaves and returns without losing the text or sending anything", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await page.goto("/leads");
  await page.getByRole("link", { name: "Ines Albrecht" }).click();
  await openLog(page, { channel: "Email", notes: "Not yet sent" });
  await page.goBack();
  await expect(page).toHaveURL(/\/leads$/);
  await expect(logDialog(page)).toBeHidden();
  await page.goForward();
  await expect(page).toHaveURL(new RegExp(lead.id));
  await openLog(page);
  await expect(logDialog(page).getByLabel("Notes")).toHaveValue("Not yet sent");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("article")).toHaveCount(0);
});

test("two tabs of one person: what one sends closes the slot in the other's open dialog", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const one = await as("rep1");
  await openLead(one, lead);
  const two = await one.context().newPage();
  await openLead(two, lead);
  const waiting = await openLog(two, { channel: "Email", notes: "From the second tab" });
  const sending = await openLog(one, { channel: "Email", subject: "First", notes: "From the first tab" });
  await sending.getByRole("button", { name: "Take the slot" }).click();
  await expect(waiting.getByRole("status").filter({ hasText: "taken" })).toContainText("You emailed just now");
  await waiting.getByRole("button", { name: "Take the slot" }).click();
  await expect(waiting.getByRole("alert")).toContainText("“First”");
  await expect(waiting.getByLabel("Notes")).toHaveValue("From the second tab");
});

test("a wrong moment is refused at its field with what was typed", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  await mintTouch(org.rep2, lead);
  const page = await as("rep1");
  await openLead(page, lead);
  const dialog = await openLog(page, { intent: "It already happened", channel: "Call", notes: "Spoke" });
  await dialog.getByLabel("When").fill(`${new Date().getUTCFullYear() + 1}-01-01T10:00`);
  await dialog.getByRole("button", { name: "Log contact" }).click();
  await expect(dialog.getByLabel("When")).toHaveAccessibleDescription(/This is in the future/);
  await expect(dialog.getByLabel("Notes")).toHaveValue("Spoke");
  await fillLog(dialog, { notes: "x".repeat(100_000) });
  await dialog.getByLabel("When").fill("2026-01-05T10:00");
  await dialog.getByRole("button", { name: "Log contact" }).click();
  await expect(dialog).toBeHidden();
});

/** What was minted a moment ago draws the page anew; without a session that is the page to sign in. Or nothing comes for 8 s. */
async function drawnAnew(page: Page, leadId: string): Promise<void> {
  const isDrawing = (url: string, headers: Record<string, string>) =>
    url.includes(`/leads/${leadId}?_rsc=`) && !("next-router-prefetch" in headers);
  const answered = page.waitForResponse((one) => isDrawing(one.url(), one.request().headers())).catch(() => null);
  await Promise.race([answered, page.waitForTimeout(8000)]);
}

async function endSessions(ctx: Parameters<typeof revokeSession>[0]): Promise<void> {
  const asked = now(ctx);
  const sessions = await read(asked, "sessions:write", (tx) =>
    listSessions(tx, { now: asked.now, userId: ctx.actor.userId }),
  );
  for (const { id } of sessions) await revokeSession(asked, { id });
}

async function tabTo(page: Page, field: ReturnType<Page["getByLabel"]>): Promise<void> {
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press("Tab");
    if (await field.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(field).toBeFocused();
}
