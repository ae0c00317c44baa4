import type { Page } from "@playwright/test";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { expect, expectAccessible, test } from "./fixtures";
import { logDialog, openLead, openLog, touches } from "./lead-page";
import { mintLead, mintTouch, now, untilSealed, zoneAt } from "./mint";

/** The log form as it stands open on return: what became of the call comes first. */
const callDialog = (page: Page) => logDialog(page).filter({ has: page.getByRole("group", { name: "Outcome" }) });
const number = (page: Page) => page.getByTitle(/^Call: /);

/** What the page hands to the phone, instead of a phone. */
async function listenToDialling(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const dialled: string[] = [];
    Object.assign(window, { dialled });
    window.HTMLAnchorElement.prototype.click = function click() {
      if (this.href.startsWith("tel:")) dialled.push(this.href);
      else this.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    };
  });
  return () => page.evaluate(() => ("dialled" in window && Array.isArray(window.dialled) ? window.dialled : []));
}

/** Somebody is in their phone's program for so long. */
async function beAway(page: Page, seconds: number): Promise<void> {
  await page.evaluate((away) => {
    window.dispatchEvent(new Event("blur"));
    const real = Date.now;
    Date.now = () => real() + away * 1000;
    window.dispatchEvent(new Event("focus"));
    Date.now = real;
  }, seconds);
}

test("a number that is pressed takes the slot, is dialled, and on return is logged in two keystrokes besides the note", async ({
  org,
  as,
}) => {
  const lead = await mintLead(org.rep1);
  await untilSealed(org.rep1);
  const page = await as("rep1");
  const dialled = await listenToDialling(page);
  await openLead(page, lead);
  await expect(page.getByText(/^12:\d\d there$/).first()).toBeVisible();
  await number(page).click();
  const dialog = callDialog(page);
  await expect(dialog.getByRole("radio", { name: "Connected" })).toBeFocused();
  await expect.poll(dialled).toEqual([`tel:${lead.phone}`]);
  await beAway(page, 200);
  await expect(dialog.getByLabel("Duration")).toHaveValue("3:20");
  await page.keyboard.press("1");
  await expect(dialog.getByLabel("Notes")).toBeFocused();
  await page.keyboard.type("She wants the offer by Friday, 2 vans");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(dialog).toBeHidden();
  await expect(touches(page)).toHaveCount(1);
  await expect(touches(page).first()).toContainText("You called");
  await expect(touches(page).first()).toContainText("Connected, 3:20");
  await expect(touches(page).first()).toContainText("She wants the offer by Friday, 2 vans");

  const theirs = await as("rep2");
  await openLead(theirs, lead);
  await expect(touches(theirs).first()).toContainText("Connected, 3:20");
  await expect(theirs.getByRole("status", { name: "May I contact this lead now?" })).toContainText("rep1");
});

test("by key, and with the outcome said later on the timeline", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  await untilSealed(org.rep1);
  const page = await as("rep1");
  const dialled = await listenToDialling(page);
  await openLead(page, lead);
  await page.keyboard.press("c");
  await expect(callDialog(page)).toBeVisible();
  await expect.poll(dialled).toHaveLength(1);
  await untilSealed(org.rep1);
  await page.reload();
  await expect(callDialog(page)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(callDialog(page)).toBeHidden();
  await touches(page).first().getByRole("button", { name: "Outcome" }).click();
  await callDialog(page).getByRole("button", { name: "Save call" }).click();
  await expect(callDialog(page).getByRole("alert")).toContainText("Say first what became of the call");
  await callDialog(page).getByText("Voicemail").click();
  await callDialog(page).getByRole("button", { name: "Save call" }).click();
  await expect(touches(page).first()).toContainText("Voicemail");
  await expect(touches(page).first().getByRole("button", { name: "Outcome" })).toHaveCount(0);
});

test("nobody on the list is dialled: the reason and the ways out stand there instead", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  await addDncEntry(now(org.rep1), { kind: "phone", value: lead.phone, reason: "She asked us to stop" });
  await untilSealed(org.rep1);
  const page = await as("rep1");
  const dialled = await listenToDialling(page);
  await openLead(page, lead);
  await number(page).click();
  const dialog = logDialog(page);
  await expect(dialog.getByRole("alert")).toContainText("Nobody may override this");
  await expect(dialog.getByRole("radio", { name: "Call", exact: true })).toBeChecked();
  expect(await dialled()).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(touches(page)).toHaveCount(0);
});

test("in quiet hours a reason is asked for, and only then is the number dialled", async ({ org, as }) => {
  const lead = await mintLead(org.rep1, { timezone: zoneAt(12) });
  await mintTouch(org.rep2, lead, { method: "call", occurred_at: new Date(Date.now() - 30 * 3_600_000).toISOString() });
  await untilSealed(org.rep1);
  const page = await as("rep1");
  const dialled = await listenToDialling(page);
  await openLead(page, lead);
  await number(page).click();
  const dialog = logDialog(page);
  await expect(dialog.getByRole("alert")).toContainText("You may go on with a reason");
  expect(await dialled()).toEqual([]);
  await dialog.getByLabel("Reason for override").fill("She asked me to call today");
  await dialog.getByRole("button", { name: "Take the slot, with reason" }).click();
  await expect(callDialog(page)).toBeVisible();
  await expect.poll(dialled).toEqual([`tel:${lead.phone}`]);
  await callDialog(page).getByText("Wrong number").click();
  await expect(callDialog(page).getByRole("checkbox", { name: /Mark the number as wrong/ })).toBeChecked();
  await callDialog(page).getByRole("button", { name: "Save call" }).click();
  await expect(touches(page).first()).toContainText("Wrong number");
  await number(page).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  expect(await dialled()).toHaveLength(1);
});

test("a call that happened is logged with its outcome and length, and keeps what was said in it", async ({
  org,
  as,
}) => {
  const lead = await mintLead(org.rep1);
  await untilSealed(org.rep1);
  const page = await as("rep1");
  await openLead(page, lead);
  const dialog = await openLog(page, { intent: "It already happened", channel: "Call", notes: "Spoke with her" });
  await dialog.getByText("Connected", { exact: true }).click();
  await dialog.getByLabel("Duration").fill("12 min");
  await dialog.getByRole("button", { name: "Log contact" }).click();
  await expect(touches(page).first()).toContainText("Connected, 12:00");

  await touches(page).first().getByRole("button", { name: "Add transcript" }).click();
  const adding = page.getByRole("dialog", { name: "Add transcript" });
  const lines = [
    "1",
    "00:00:02,000 --> 00:00:04,000",
    "rep1: Good morning",
    "",
    "00:01:05,000 --> 00:01:07,000",
    "Ines: The café decides",
  ];
  await adding.getByLabel("File").setInputFiles({
    name: "call.srt",
    mimeType: "application/x-subrip",
    buffer: Buffer.from(`\uFEFF${lines.join("\r\n")}`),
  });
  await expect(adding.getByLabel("Transcript")).toHaveValue(/Good morning/);
  await adding.getByRole("button", { name: "Keep transcript" }).click();
  const said = page.getByRole("region", { name: "Transcript" });
  await expect(said.getByRole("listitem")).toHaveText([/0:02.*rep1: Good morning/, /1:05.*Ines: The café decides/]);
  await said.getByRole("searchbox", { name: "Search transcript" }).fill("CAFE");
  await expect(said.getByRole("listitem")).toHaveText([/The café decides/]);
  await expect(said.getByRole("status")).toHaveText("1 of 2 parts");
  await untilSealed(org.rep1);
  await openLead(page, lead);
  await touches(page).first().getByRole("button", { name: "Transcript", exact: true }).click();
  await expect(said.getByRole("listitem")).toHaveCount(2);
  await expectAccessible(page);
  // A colleague finds the call from anywhere by what was said in it.
  const colleague = await as("rep2");
  await colleague.goto("/companies");
  await expect(async () => {
    await colleague.keyboard.press("ControlOrMeta+k");
    await colleague.getByRole("combobox", { name: "Find or do" }).fill("cafe decides", { timeout: 1000 });
  }).toPass();
  await colleague.getByRole("option", { name: /The café decides/ }).click();
  await expect(colleague.getByRole("region", { name: "Transcript" }).getByRole("listitem")).toHaveText([
    /The café decides/,
  ]);
  await said.getByRole("button", { name: "Delete transcript" }).click();
  await expect(touches(page).first().getByRole("button", { name: "Add transcript" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await touches(page).first().getByRole("button", { name: "Transcript", exact: true }).click();
  await expect(said.getByRole("listitem")).toHaveCount(2);
});

test("everything that happened stands between the touches when asked for, and a part that fails says so", async ({
  org,
  as,
  forgive,
}) => {
  forgive(/Failed to load resource/);
  const lead = await mintLead(org.rep1, { score: 40 });
  await mintTouch(org.rep1, lead, { subject: "Offer" });
  await addDncEntry(now(org.manager), { kind: "phone", value: lead.phone, channel: "sms", reason: "Please no texts" });
  await untilSealed(org.rep1);
  const page = await as("rep1");
  await openLead(page, lead);
  await expect(page.getByText("moved the status")).toHaveCount(0);
  await page.route("**/feed?**", (route) => route.abort());
  await page.getByRole("button", { name: "Touches and notes" }).click();
  await page.getByRole("menuitemradio", { name: "Everything" }).click();
  await expect(page.getByText("What happened to the lead did not load.")).toBeVisible();
  await page.unroute("**/feed?**");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/^Your contact moved the status from New to Contacted, after/)).toBeVisible();
  await expect(page.getByText("manager put them on the do-not-contact list for SMS “Please no texts”")).toBeVisible();
  await expect(touches(page)).toHaveCount(1);
  await expect(page).toHaveURL(/show=all/);
  await expectAccessible(page);
});
