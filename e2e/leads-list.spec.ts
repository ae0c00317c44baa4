import type { Page } from "@playwright/test";
import { mintOrganization } from "@/db/testing/organization";
import { expect, test } from "./fixtures";
import { mintLead, mintTouch } from "./mint";

const rows = (page: Page) => page.getByRole("table", { name: "Leads" }).locator("tbody").getByRole("row");
const names = (page: Page) => rows(page).getByRole("link");

test("filters, search and sorting are in the address and survive a reload", async ({ org, as }) => {
  for (const [name, score] of [
    ["Ada", 10],
    ["Bea", 90],
    ["Cid", 50],
  ] as const) {
    await mintLead(org.rep1, { first_name: name, last_name: "Moss", score, tags: [name === "Cid" ? "fair" : "show"] });
  }
  const contacted = await mintLead(org.rep2, { first_name: "Dora", last_name: "Lind", score: 70 });
  await mintTouch(org.rep2, contacted);
  const page = await as("rep1");
  await page.goto("/leads");
  await expect(rows(page)).toHaveCount(4);

  await test.step("by status", async () => {
    await page.getByRole("button", { name: "Status", exact: true }).click();
    await page.getByRole("menuitemradio", { name: "Contacted" }).click();
    await expect(page).toHaveURL(/[?&]status=contacted/);
    await expect(names(page)).toHaveText(["Dora Lind"]);
    await page.reload();
    await expect(names(page)).toHaveText(["Dora Lind"]);
    await page.getByRole("link", { name: "Remove filter: Status is contacted" }).click();
    await expect(rows(page)).toHaveCount(4);
  });
  await test.step("by owner", async () => {
    await page.getByRole("button", { name: "Owner", exact: true }).click();
    await page.getByRole("menuitemradio", { name: "You" }).click();
    await expect(page).toHaveURL(/[?&]owner=me/);
    await expect(rows(page)).toHaveCount(3);
  });
  await test.step("sorted by score both ways, the filter stays", async () => {
    await page.getByRole("columnheader", { name: "Score" }).getByRole("link").click();
    await expect(page).toHaveURL(/owner=me.*sort=-score/);
    await expect(names(page)).toHaveText(["Bea Moss", "Cid Moss", "Ada Moss"]);
    await page.getByRole("columnheader", { name: "Score" }).getByRole("link").click();
    await expect(names(page)).toHaveText(["Ada Moss", "Cid Moss", "Bea Moss"]);
    await expect(page.getByRole("columnheader", { name: "Score" })).toHaveAttribute("aria-sort", "ascending");
  });
  await test.step("while one types, by any part of a name, and back to all", async () => {
    await page.goto("/leads");
    await page.keyboard.press("/");
    await page.keyboard.type("lin");
    await expect(page).toHaveURL(/[?&]q=lin/);
    await expect(names(page)).toHaveText(["Dora Lind"]);
    await page.getByRole("button", { name: "Clear" }).click();
    await expect(rows(page)).toHaveCount(4);
    await page.keyboard.press("/");
    await page.keyboard.type("nobody of this name");
    await expect(page.getByText("No lead fits these filters")).toBeVisible();
    await page.getByRole("link", { name: "Show all leads" }).click();
    await expect(rows(page)).toHaveCount(4);
    await expect(page.getByRole("searchbox", { name: "Find leads" })).toHaveValue("");
  });
});

test("pages, moves by key, opens, and comes back to the same place", async ({ org, as }) => {
  for (let nth = 0; nth < 140; nth++) {
    await mintLead(org.rep1, { first_name: "Lead", last_name: String(nth).padStart(3, "0") });
  }
  const page = await as("rep1");
  await page.goto("/leads?sort=name");
  await expect(rows(page)).toHaveCount(50);

  await test.step("J and K move the cursor, Enter opens", async () => {
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    await expect(page.locator("tr.cur")).toContainText("Lead 001");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Lead 001", exact: true })).toBeVisible();
    await page.goBack();
    await expect(page.locator("tr.cur")).toContainText("Lead 001");
  });
  await test.step("back keeps the place in the list", async () => {
    const far = page.getByRole("link", { name: "Lead 047" });
    await far.scrollIntoViewIfNeeded();
    await far.click();
    await expect(page.getByRole("heading", { name: "Lead 047", exact: true })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole("link", { name: "Lead 047" })).toBeInViewport();
  });
  await test.step("more rows come with scrolling", async () => {
    const list = page.getByRole("region", { name: "Leads" });
    await list.hover();
    await expect(async () => {
      await page.mouse.wheel(0, 4000);
      await expect(page.getByRole("link", { name: "Lead 139" })).toBeInViewport({ timeout: 500 });
    }).toPass();
    await expect(page.getByRole("link", { name: "More leads" })).toHaveCount(0);
    // However fast: a moment later every row in view is drawn, and only those around it.
    await list.evaluate((element) => element.scrollTo({ top: 0 }));
    await expect(page.getByRole("link", { name: "Lead 000" })).toBeInViewport();
    await expect(page.locator("tr.waits")).toHaveCount(0);
    expect(await rows(page).count()).toBeLessThan(80);
  });
});

test("rows are chosen by key and by mouse, all at once, and stay chosen while one visits a lead", async ({
  org,
  as,
}) => {
  for (let nth = 0; nth < 60; nth++) {
    await mintLead(org.rep1, { first_name: "Lead", last_name: String(nth).padStart(2, "0") });
  }
  const page = await as("rep1");
  await page.goto("/leads?sort=name");
  const bar = page.getByRole("toolbar", { name: "Selected leads" });
  const box = (name: string) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true });

  await test.step("X one, Shift+X up to here", async () => {
    for (const key of ["j", "j", "x", "j", "j", "j", "Shift+X"]) await page.keyboard.press(key);
    await expect(bar).toContainText("4 selected");
    await expect(box("Lead 01")).toBeChecked();
    await expect(box("Lead 03")).toBeChecked();
    await expect(box("Lead 00")).not.toBeChecked();
    await expect(box("Lead 05")).not.toBeChecked();
  });
  await test.step("a visit to a lead and another order keep them", async () => {
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Lead 04", exact: true })).toBeVisible();
    await page.goBack();
    await expect(bar).toContainText("4 selected");
    await page.getByRole("columnheader", { name: "Name" }).getByRole("link").click();
    await expect(names(page).first()).toHaveText("Lead 59");
    await expect(bar).toContainText("4 selected");
    await page.goBack();
    await expect(names(page).first()).toHaveText("Lead 00");
  });
  await test.step("Escape clears, Shift and a click choose a range", async () => {
    await page.keyboard.press("Escape");
    await expect(bar).toHaveCount(0);
    await box("Lead 10").click();
    await box("Lead 13").click({ modifiers: ["Shift"] });
    await expect(bar).toContainText("4 selected");
  });
  await test.step("all that the filters find, also what is not loaded, but one", async () => {
    await page.keyboard.press("ControlOrMeta+a");
    await expect(bar).toContainText("60 selected");
    await box("Lead 12").click();
    await expect(bar).toContainText("59 selected");
    await page.getByRole("button", { name: "Clear selection" }).click();
    await expect(box("Lead 11")).not.toBeChecked();
  });
  await test.step("in a field the same keys write", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("xx");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("nobody of this name");
    await expect(page.getByText("No lead fits these filters")).toBeVisible();
    await expect(page.getByRole("searchbox", { name: "Find leads" })).toHaveValue("nobody of this name");
    await expect(bar).toHaveCount(0);
  });
});

test("columns are chosen, ordered, pinned and widened by key, stay in the address and become one's own", async ({
  org,
  as,
}) => {
  await mintLead(org.rep1, { first_name: "Ada", last_name: "Moss", source: "fair in Basel", tags: ["vip"] });
  const page = await as("rep1");
  await page.goto("/leads");
  const heads = page.getByRole("table", { name: "Leads" }).getByRole("columnheader");
  const dialog = page.getByRole("dialog", { name: "Columns" });
  const chooser = page.getByRole("button", { name: "Columns" });

  await test.step("a column comes and goes", async () => {
    await chooser.press("Enter");
    await dialog.getByRole("checkbox", { name: "Source" }).press("Space");
    await dialog.getByRole("checkbox", { name: "Company" }).press("Space");
    await dialog.getByRole("button", { name: "Source earlier" }).press("Enter");
    await dialog.getByRole("button", { name: "Keep Status in view" }).press("Enter");
    await dialog.getByRole("button", { name: "Owner wider" }).press("Enter");
    await page.keyboard.press("Escape");
    await expect(rows(page).first()).toContainText("fair in Basel");
    await expect(heads).toHaveText(["", "Name", "Status", "Owner", "Last contact", /Email/, "Source", "Score"]);
    await expect(page).toHaveURL(/columns=name\.pin,status\.pin,owner\.36,last,verdict,source,score/);
  });
  await test.step("a reload and a colleague see the same", async () => {
    await page.reload();
    await expect(rows(page).first()).toContainText("fair in Basel");
    const other = await as("rep2");
    await other.goto(page.url());
    await expect(rows(other).first()).toContainText("fair in Basel");
  });
  await test.step("an edge is drawn wider by mouse", async () => {
    const head = page.getByRole("columnheader", { name: "Owner" });
    const box = await head.boundingBox();
    if (!box) throw new Error("The column is not in view");
    await page.mouse.move(box.x + box.width - 3, box.y + 16);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width + 80, box.y + 16, { steps: 4 });
    await page.mouse.up();
    await expect(page).toHaveURL(/owner\.(?!36)\d+/);
  });
  await test.step("used everywhere they need no word in the address", async () => {
    await chooser.press("Enter");
    await dialog.getByRole("button", { name: "Use everywhere" }).press("Enter");
    await expect(page).not.toHaveURL(/columns=/);
    await page.keyboard.press("Escape");
    await page.goto("/leads?sort=name");
    await expect(rows(page).first()).toContainText("fair in Basel");
  });
});

test("a view is saved, changed, shared by link, refused to a stranger, deleted and brought back", async ({
  org,
  as,
  forgive,
}) => {
  forgive(/404/);
  await mintLead(org.rep1, { first_name: "Ada", last_name: "Moss", score: 90, tags: ["vip"] });
  await mintLead(org.rep1, { first_name: "Bea", last_name: "Lind", score: 10 });
  const page = await as("rep1");
  const tabs = page.getByRole("navigation", { name: "Saved views" });
  await page.goto("/leads?tag=vip");
  await expect(names(page)).toHaveText(["Ada Moss"]);

  await test.step("saved under a name of its own", async () => {
    await page.getByRole("button", { name: "Save view" }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByLabel("Name")).toHaveAccessibleDescription("Give the view a name.");
    await page.getByLabel("Name").fill("Very important");
    await page.keyboard.press("Enter");
    await expect(tabs.getByRole("link", { name: "Very important" })).toHaveAttribute("aria-current", "page");
    await tabs.getByRole("link", { name: "All" }).click();
    await expect(rows(page)).toHaveCount(2);
    await tabs.getByRole("link", { name: "Very important" }).click();
    await expect(names(page)).toHaveText(["Ada Moss"]);
  });
  await test.step("what differs is marked and saved over it", async () => {
    await page.getByRole("columnheader", { name: "Score" }).getByRole("link").click();
    await expect(tabs.getByRole("link", { name: "Very important changed" })).toBeVisible();
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(tabs.getByRole("link", { name: "Very important", exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "Save changes" })).toHaveCount(0);
  });
  const link = new URL(page.url());
  link.search = `?view=${link.searchParams.get("view")}`;
  const colleague = await as("rep2");
  await test.step("private: the link says so to a colleague", async () => {
    expect((await colleague.goto(link.href))?.status()).toBe(404);
    await expect(colleague.getByText("This view is private or gone")).toBeVisible();
  });
  await test.step("shared with everybody: the colleague sees the same rows and cannot change it", async () => {
    await page.getByRole("button", { name: "View: Very important" }).click();
    await page.getByRole("menuitem", { name: "Rename or share" }).click();
    await page.getByRole("radio", { name: "Everybody" }).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    // The same words may still stand there from the step before; the dialog goes when it is saved.
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await colleague.goto(link.href);
    await expect(names(colleague)).toHaveText(["Ada Moss"]);
    await expect(colleague).toHaveURL(/tag=vip/);
    await colleague.getByRole("columnheader", { name: "Score" }).getByRole("link").click();
    await expect(colleague.getByRole("button", { name: "Save as new" })).toBeVisible();
    await expect(colleague.getByRole("button", { name: "Save changes" })).toHaveCount(0);
  });
  await test.step("opened first, deleted, and back by undo", async () => {
    await page.getByRole("button", { name: "View: Very important" }).click();
    await page.getByRole("menuitem", { name: "Open leads with this view" }).click();
    await expect(page.getByText("Leads open with Very important from now on")).toBeVisible();
    await page.goto("/leads");
    await expect(names(page)).toHaveText(["Ada Moss"]);
    await page.getByRole("button", { name: "View: Very important" }).click();
    await page.getByRole("menuitem", { name: "Delete view" }).click();
    await expect(rows(page)).toHaveCount(2);
    await expect(tabs.getByRole("link")).toHaveText(["All"]);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(tabs.getByRole("link", { name: "Very important" })).toHaveAttribute("aria-current", "page");
    await expect(names(page)).toHaveText(["Ada Moss"]);
  });
});

test("what is typed before the scripts run is heard", async ({ org, as }) => {
  await mintLead(org.rep1, { first_name: "Ada", last_name: "Moss" });
  const lead = await mintLead(org.rep1);
  await mintTouch(org.rep1, lead, { subject: "Offer" });
  const page = await as("rep1");
  let run = () => {};
  const scripts = new Promise<void>((resolve) => {
    run = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await scripts;
    await route.continue();
  });
  await page.goto("/leads", { waitUntil: "commit" });
  await page.getByRole("searchbox", { name: "Find leads" }).fill("moss");
  run();
  await expect(names(page)).toHaveText(["Ada Moss"]);
  await expect(page).toHaveURL(/[?&]q=moss/);
});

test("without scripts the same list is filtered by a form and paged by links", async ({ org, as }) => {
  for (let nth = 0; nth < 55; nth++) {
    await mintLead(org.rep1, { first_name: "Lead", last_name: nth === 54 ? "Zinnia" : String(nth).padStart(2, "0") });
  }
  const page = await as("rep1", { javaScriptEnabled: false });
  await page.goto("/leads?sort=name");
  await expect(rows(page)).toHaveCount(50);
  await page.getByRole("link", { name: "More leads" }).click();
  await expect(names(page).first()).toHaveText("Lead 50");
  await page.getByRole("link", { name: "First page" }).click();
  await expect(names(page).first()).toHaveText("Lead 00");
  await page.getByLabel("Find leads").fill("lead zinnia");
  await page.getByLabel("Owner", { exact: true }).selectOption("me");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await expect(names(page)).toHaveText(["Lead Zinnia"]);
  await expect(page.getByRole("link", { name: "Remove filter: Owner is You" })).toBeVisible();
});

test("rows and their verdicts follow what colleagues do, and a lost connection is said in place", async ({
  org,
  as,
  forgive,
}) => {
  forgive(/Failed to load resource|ERR_FAILED/);
  await mintLead(org.rep1, { first_name: "Ada", last_name: "Moss" });
  const lead = await mintLead(org.rep1);
  await mintTouch(org.rep1, await mintLead(org.rep1, { first_name: "Bea", last_name: "Lind" }), { method: "call" });
  const page = await as("rep1");
  await page.goto("/leads");
  await expect(names(page)).toHaveText(["Bea Lind", "Ines Albrecht", "Ada Moss"]);
  await mintTouch(org.rep2, lead);
  await expect(names(page)).toHaveText(["Ines Albrecht", "Bea Lind", "Ada Moss"]);
  await expect(rows(page).first()).toContainText("by rep2");
  await expect(
    rows(page)
      .first()
      .getByRole("img", { name: /^Email: taken/ }),
  ).toBeVisible();

  await page.route("**/api/leads?*", (route) => route.abort());
  await page.keyboard.press("/");
  await page.keyboard.type("moss");
  await expect(page.getByRole("alert").filter({ hasText: "The leads did not load. Nothing is lost." })).toBeVisible();
  await page.unroute("**/api/leads?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(names(page)).toHaveText(["Ada Moss"]);
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(rows(page)).toHaveCount(3);
});

test("a new lead: errors at their fields, a hint when the person is here already", async ({ org, as }) => {
  const known = await mintLead(org.rep2, { first_name: "Ines", last_name: "Albrecht" });
  const page = await as("rep1");
  await page.goto("/leads");
  await page.getByRole("link", { name: "New lead" }).click();
  await page.getByRole("button", { name: "Add lead" }).click();
  await expect(page.getByLabel("First name")).toHaveAccessibleDescription(/needs a name or an address/);
  await page.getByLabel("First name").fill("Inés");
  await page.getByLabel("Email").fill(known.email?.toUpperCase() ?? "");
  const hint = page.getByRole("status").filter({ hasText: "already a lead" });
  await expect(hint.getByRole("link", { name: "Ines Albrecht (same email)" })).toBeVisible();
  await page.getByLabel("Time zone").fill("Europe/Nowhere");
  await page.getByRole("button", { name: "Add lead" }).click();
  await expect(page.getByLabel("Time zone")).toHaveAccessibleDescription(/not an IANA time zone/);
  await expect(page.getByLabel("First name")).toHaveValue("Inés");
  await page.getByLabel("Time zone").fill("Europe/Berlin");
  await page.getByRole("button", { name: "Add lead" }).click();
  await expect(page.getByRole("button", { name: "Add anyway" })).toBeVisible();
  await expect(hint.getByRole("link", { name: "Ines Albrecht (same email)" })).toHaveAttribute(
    "href",
    `/leads/${known.id}`,
  );
  await expect(page.getByLabel("First name")).toHaveValue("Inés");
  await page.getByRole("button", { name: "Add anyway" }).click();
  await expect(page.getByRole("heading", { name: "Inés", exact: true })).toBeVisible();
});

test("an edit is saved once and shown", async ({ org, as }) => {
  const lead = await mintLead(org.rep1, { tags: ["fair"] });
  const page = await as("rep1");
  await page.goto(`/leads/${lead.id}`);
  await page.getByRole("link", { name: "Edit" }).first().click();
  await page.getByLabel("Title").fill("Chief of Logistics");
  await page.getByLabel("Tags").fill("fair, autumn");
  await page.getByRole("button", { name: "Save lead" }).dblclick();
  await expect(page).toHaveURL(new RegExp(`/leads/${lead.id}$`));
  await expect(page.getByRole("complementary", { name: "Facts" })).toContainText("Chief of Logistics");
  await expect(page.getByRole("list", { name: "Tags" }).getByRole("listitem")).toHaveText(["autumn", "fair"]);
});

test("a deleted lead is out of sight and comes back by undo", async ({ org, as, forgive }) => {
  forgive(/404/);
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await page.goto(`/leads/${lead.id}`);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Delete lead" }).click();
  await expect(page).toHaveURL(/\/leads$/);
  await expect(page.getByText("No leads yet")).toBeVisible();
  await page.keyboard.press("z");
  await expect(page.getByRole("heading", { name: "Ines Albrecht", exact: true })).toBeVisible();
  await page.goto("/leads");
  await expect(names(page)).toHaveText(["Ines Albrecht"]);
});

test("a lead of another organization, a deleted one and a broken link are all just not there", async ({
  org,
  as,
  forgive,
}) => {
  forgive(/404/);
  const other = await mintOrganization();
  const theirs = await mintLead(other.rep1);
  const page = await as("admin");
  await mintLead(org.rep1);
  for (const id of [theirs.id, theirs.id.replace(/^./, "f"), "no-id"]) {
    for (const path of [`/leads/${id}`, `/leads/${id}/edit`]) {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(404);
      await expect(page.getByText("There is nothing here")).toBeVisible();
      await expect(page.locator("body")).not.toContainText("Albrecht");
    }
  }
});
