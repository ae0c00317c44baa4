import { randomBytes } from "node:crypto";
import { addressOf, expect, expectAccessible, password, signIn, test } from "./fixtures";

test("a wrong password and an unknown person get the same answer, and the way leads on to the page that was asked for", async ({
  org,
  visit,
}) => {
  const page = await visit();
  await page.goto("/leads?status=new");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fleads%3Fstatus%3Dnew$/);
  const answers: string[] = [];
  for (const email of [addressOf(org, "rep1"), `nobody@${org.slug}.example`]) {
    await signIn(page, email, "not the password");
    await expect(page.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(/./);
    answers.push(await page.getByText("is wrong").innerText());
    await expect(page.getByLabel("Email")).toHaveValue(email);
    await page.reload();
  }
  expect(answers).toEqual(["Email or password is wrong.", "Email or password is wrong."]);
  await signIn(page, addressOf(org, "rep1"));
  await expect(page).toHaveURL(/\/leads\?status=new$/);
});

test("signing in leads nowhere outside, and works without JavaScript", async ({ org, visit }) => {
  const page = await visit();
  await page.goto("/sign-in?next=//evil.example/");
  await signIn(page, addressOf(org, "rep1"));
  await expect(page).toHaveURL(/\/leads$/);
  const plain = await visit({ javaScriptEnabled: false });
  await plain.goto("/sign-in");
  await signIn(plain, addressOf(org, "rep1"));
  await expect(plain).toHaveURL(/\/leads$/);
});

test("signing out ends the session, whatever copies of its cookie there are", async ({ as, visit }) => {
  const page = await as("rep1");
  await page.goto("/leads");
  const cookies = await page.context().cookies();
  await page.getByRole("button", { name: "rep1" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goBack();
  await page.reload();
  await expect(page).toHaveURL(/\/sign-in/);
  const copy = await visit();
  await copy.context().addCookies(cookies);
  await copy.goto("/leads");
  await expect(copy).toHaveURL(/\/sign-in/);
});

test("an invited colleague joins, gets another role at once, and is signed out when deactivated", async ({
  org,
  as,
  visit,
  forgive,
}) => {
  forgive(/Failed to load resource.*401.*\/api\/(live|queues)/);
  const admin = await as("admin");
  const name = `Guest ${randomBytes(3).toString("hex")}`;
  await admin.goto("/settings/members");
  await admin.getByRole("button", { name: "Invite member" }).click();
  await admin.getByLabel("Email").fill(`guest@${org.slug}.example`);
  await expectAccessible(admin);
  await admin.getByRole("button", { name: "Make invitation" }).click();
  const link = await admin.getByLabel("Invitation link").inputValue();
  await admin.keyboard.press("Escape");

  const guest = await visit();
  await guest.goto(link);
  await expectAccessible(guest);
  await guest.getByLabel("Your name").fill(name);
  await guest.getByLabel("Password", { exact: true }).fill("short");
  await guest.getByRole("button", { name: "Join" }).click();
  await expect(guest.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(/Use 12 characters/);
  await expect(guest.getByLabel("Your name")).toHaveValue(name);
  await guest.getByLabel("Password", { exact: true }).fill(password);
  await guest.getByRole("button", { name: "Join" }).click();
  await expect(guest).toHaveURL(/\/leads$/);

  await test.step("a rep sees no admin's actions, an admin does, without signing in again", async () => {
    await guest.goto("/settings/members");
    await expect(guest.getByRole("row", { name })).toBeVisible();
    await expect(guest.getByRole("button", { name: "Invite member" })).toHaveCount(0);
    await expect(guest.getByRole("combobox")).toHaveCount(0);
    await expect(guest.getByRole("button", { name: /^Actions for/ })).toHaveCount(0);
    await admin.reload();
    await admin.getByLabel(`Role of ${name}`).selectOption("admin");
    await expect(admin.getByText(`${name} is now admin`)).toBeVisible();
    await guest.reload();
    await expect(guest.getByRole("button", { name: "Invite member" })).toBeVisible();
  });
  await test.step("deactivated, the guest is out at the next click and keeps what was typed", async () => {
    await guest.goto("/settings/profile");
    await admin.getByRole("button", { name: `Actions for ${name}` }).click();
    await admin.getByRole("menuitem", { name: "Deactivate and sign out" }).click();
    await expect(admin.getByText("signed out everywhere")).toBeVisible();
    await guest.getByLabel("Your name").fill("typed before it ended");
    await guest.getByRole("button", { name: "Save name" }).click();
    await expect(guest.getByRole("alert").filter({ hasText: "You were signed out" })).toBeVisible();
    await expect(guest.getByLabel("Your name")).toHaveValue("typed before it ended");
    await guest.goto("/leads");
    await expect(guest).toHaveURL(/\/sign-in/);
    await guest.goto(link);
    await expect(guest.getByText("This link is over")).toBeVisible();
  });
});

test("a link for a new password works once, ends other sessions, and the old password no longer works", async ({
  org,
  as,
  visit,
  forgive,
}) => {
  forgive(/Failed to load resource.*401.*\/api\/(live|queues)/);
  const [admin, before] = [await as("admin"), await as("rep1")];
  await before.goto("/leads");
  await admin.goto("/settings/members");
  await admin.getByRole("button", { name: "Actions for rep1" }).click();
  await admin.getByRole("menuitem", { name: "Link for a new password" }).click();
  const link = await admin.getByLabel("Link", { exact: true }).inputValue();

  const page = await visit();
  await page.goto(link);
  await expectAccessible(page);
  await page.getByLabel("New password", { exact: true }).fill("another long password");
  await page.getByRole("button", { name: "Save password" }).click();
  await expect(page).toHaveURL(/\/leads$/);
  await before.reload();
  await expect(before).toHaveURL(/\/sign-in/);
  await signIn(before, addressOf(org, "rep1"));
  await expect(before.getByText("Email or password is wrong.")).toBeVisible();
  await signIn(before, addressOf(org, "rep1"), "another long password");
  await expect(before).toHaveURL(/\/leads$/);
  await page.goto(link);
  await expect(page.getByText("This link is over")).toBeVisible();
});

test("an API key is limited to what was ticked and ends when it is revoked", async ({ as, request }) => {
  const page = await as("rep2");
  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: "New API key" }).click();
  await page.getByRole("button", { name: "Make key" }).click();
  await expect(page.getByLabel("Name")).toHaveAccessibleDescription(/./);
  await page.getByLabel("Name").fill("nightly report");
  await page.getByRole("group", { name: "Leads" }).getByLabel("read").check();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Make key" }).click();
  const key = await page.getByLabel("API key", { exact: true }).inputValue();
  expect(key).toMatch(/^tl_/);
  const ask = async (path: string) =>
    (await request.get(path, { headers: { authorization: `Bearer ${key}` } })).status();
  expect(await ask("/api/leads")).toBe(200);
  expect(await ask("/api/dnc")).toBe(403);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("row", { name: /nightly report/ })).toContainText("leads:read");
  await page.getByRole("button", { name: "Revoke the key nightly report" }).click();
  await expect(page.getByText("The key nightly report no longer works")).toBeVisible();
  expect(await ask("/api/leads")).toBe(401);
});

test("a session that is ended elsewhere ends here: the next click and the stream of news", async ({ as, forgive }) => {
  forgive(/Failed to load resource.*401/);
  const [here, there] = [await as("rep1"), await as("rep1")];
  await there.goto("/leads");
  await here.goto("/settings/sessions");
  const others = here
    .getByRole("row")
    .filter({ hasNotText: "This one" })
    .getByRole("button", { name: /^Sign out/ });
  await expect(others).toHaveCount(1);
  const refused = there.waitForResponse((answer) => answer.url().includes("/api/live") && answer.status() === 401);
  await others.click();
  await expect(here.getByText(/^Signed out:/)).toBeVisible();
  await refused;
  await there.getByRole("link", { name: "Analytics" }).first().click();
  await expect(there).toHaveURL(/\/sign-in\?next=/);
  await here.reload();
  await expect(here.getByText("This one")).toBeVisible();
});

test("one's own name and password are changed, which ends the other sessions", async ({ org, as, forgive }) => {
  forgive(/Failed to load resource.*401.*\/api\/(live|queues)/);
  const [page, other] = [await as("rep2"), await as("rep2")];
  await other.goto("/leads");
  await page.goto("/settings/profile");
  await page.getByLabel("Your name").fill("Alice Winter");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByText("Name saved")).toBeVisible();
  await expect(page.getByRole("button", { name: "Alice Winter" })).toBeVisible();
  await page.getByLabel("Present password").fill("wrong");
  await page.getByLabel("New password").fill("another long password");
  await page.getByRole("button", { name: "Save password" }).click();
  await expect(page.getByLabel("Present password")).toHaveAccessibleDescription(/./);
  await page.getByLabel("Present password").fill(password);
  await page.getByRole("button", { name: "Save password" }).click();
  await expect(page.getByText(/^Password saved/)).toBeVisible();
  await other.goto("/leads");
  await expect(other).toHaveURL(/\/sign-in/);
  await signIn(other, addressOf(org, "rep2"), "another long password");
  await expect(other).toHaveURL(/\/leads$/);
});
