import type { Page } from "@playwright/test";
import { updateLead } from "@/lib/leads/update-lead";
import { expect, test } from "./fixtures";
import { mintLead, mintTouch, now } from "./mint";

const column = (page: Page, name: string) => page.getByRole("region", { name: new RegExp(`^${name}\\b`) });
const cards = (page: Page, name: string) => column(page, name).getByRole("listitem").getByRole("link");

test("the board: leads by status, moved by drag and by key, only where their status allows, and back by undo", async ({
  org,
  as,
  forgive,
}) => {
  forgive(/ERR_FAILED/);
  await mintLead(org.rep1, { first_name: "Ada", last_name: "Moss" });
  const bea = await mintLead(org.rep1, { first_name: "Bea", last_name: "Lind" });
  await mintTouch(org.rep1, bea);
  const page = await as("rep1");
  await page.goto("/leads");
  await page.getByRole("navigation", { name: "Layout" }).getByRole("link", { name: "Board" }).click();
  await expect(page).toHaveURL(/layout=board/);
  await expect(cards(page, "New")).toHaveText(["Ada Moss"]);
  await expect(cards(page, "Contacted")).toHaveText(["Bea Lind"]);

  await test.step("dragged", async () => {
    await cards(page, "New").first().dragTo(column(page, "Enriched"));
    await expect(cards(page, "Enriched")).toHaveText(["Ada Moss"]);
    await expect(column(page, "New")).toContainText("No leads");
    await expect(page.getByText("Ada Moss is now enriched")).toBeVisible();
  });
  await test.step("by key, with the reason that is asked for", async () => {
    await cards(page, "Contacted").first().focus();
    await page.keyboard.press("s");
    await page.getByRole("menuitem", { name: /^Lost/ }).press("Enter");
    await expect(cards(page, "Lost")).toHaveText(["Bea Lind"]);
    await expect(page.getByRole("link", { name: "Bea Lind" })).toBeFocused();
    await page.keyboard.press("s");
    await page.getByRole("menuitem", { name: /^Conversing/ }).press("Enter");
    await page.getByLabel("Reason").fill("They came back");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Bea Lind is now conversing")).toBeVisible();
    await expect(cards(page, "Conversing")).toHaveText(["Bea Lind"]);
  });
  await test.step("what is refused stands where it stood", async () => {
    await page.route("**/api/leads/*", (route) =>
      route.request().method() === "PATCH" ? route.abort() : route.continue(),
    );
    await cards(page, "Enriched").first().dragTo(column(page, "Contacted"));
    await expect(page.getByText("The connection failed. Nothing was changed; try again.")).toBeVisible();
    await expect(cards(page, "Enriched")).toHaveText(["Ada Moss"]);
    await page.unroute("**/api/leads/*");
    await cards(page, "Enriched").first().dragTo(column(page, "New"));
    await expect(cards(page, "Enriched")).toHaveText(["Ada Moss"]);
  });
  await test.step("a colleague's move is seen", async () => {
    const lead = await mintLead(org.rep2, { first_name: "Cid", last_name: "Roth" });
    await page.reload();
    await expect(cards(page, "New")).toHaveText(["Cid Roth"]);
    await updateLead(now(org.rep2), { lead_id: lead.id, status: "enriched" });
    await expect(column(page, "New")).toContainText("No leads");
    await expect(cards(page, "Enriched")).toHaveCount(2);
  });
});

test("a row is changed in its place, by key; who was faster is shown and nothing typed is lost", async ({
  org,
  as,
  forgive,
}) => {
  forgive(/412/);
  const lead = await mintLead(org.rep1, { first_name: "Ada", last_name: "Moss", title: "Buyer", source: "fair" });
  const page = await as("rep1");
  await page.goto("/leads?columns=name,status,owner,title,source,tags");
  const row = page.getByRole("table", { name: "Leads" }).locator("tbody").getByRole("row").first();

  await test.step("status and owner by S and A, undone by Z", async () => {
    await page.keyboard.press("j");
    await page.keyboard.press("s");
    await page.getByRole("menuitem", { name: /^Enriched/ }).press("Enter");
    await expect(row).toContainText("Enriched");
    await expect(page.getByText("Ada Moss is now enriched")).toBeVisible();
    await page.keyboard.press("a");
    await page.getByRole("menuitemradio", { name: "rep2" }).press("Enter");
    await expect(row).toContainText("rep2");
    await expect(page.getByText("Ada Moss is rep2's now")).toBeVisible();
    await page.keyboard.press("z");
    await expect(row.getByRole("button", { name: "Owner of Ada Moss: rep1" })).toBeVisible();
  });
  await test.step("a text: Enter saves, Escape leaves it", async () => {
    await row.getByRole("button", { name: "Title of Ada Moss: Buyer" }).click();
    await page.keyboard.type("Chief buyer");
    await page.keyboard.press("Enter");
    await expect(row.getByRole("button", { name: "Title of Ada Moss: Chief buyer" })).toBeVisible();
    await row.getByRole("button", { name: /^Tags of Ada Moss/ }).click();
    await page.keyboard.type("vip, autumn");
    await page.keyboard.press("Enter");
    await expect(row.getByRole("button", { name: "Tags of Ada Moss: autumn, vip" })).toBeVisible();
    await row.getByRole("button", { name: /^Source of Ada Moss/ }).click();
    await page.keyboard.type("nothing");
    await page.keyboard.press("Escape");
    await expect(row).toContainText("fair");
  });
  await test.step("somebody was faster", async () => {
    await row.getByRole("button", { name: /^Source of Ada Moss/ }).click();
    const field = page.getByRole("textbox", { name: "Source of Ada Moss" });
    await field.fill("web");
    await updateLead(now(org.rep2), { lead_id: lead.id, source: "referral" });
    await field.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "Here stands “referral” now" })).toBeVisible();
    await expect(field).toHaveValue("web");
    await field.press("Enter");
    await expect(row.getByRole("button", { name: "Source of Ada Moss: web" })).toBeVisible();
  });
});
