import { randomBytes } from "node:crypto";
import { expect, expectAccessible, signIn, test } from "./fixtures";

const password = "a long enough password";

test("leads back to the page that was asked for, and nowhere outside", async ({ page }) => {
  await page.goto("/leads?status=new");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fleads%3Fstatus%3Dnew$/);
  await expectAccessible(page);
  await page.getByLabel("Email").fill("rep1@demo.example");
  await page.getByLabel("Password", { exact: true }).fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Email or password is wrong.")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue("rep1@demo.example");
  await page.getByLabel("Password", { exact: true }).fill("touchline-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/leads\?status=new$/);
  await page.context().clearCookies();
  await page.goto("/sign-in?next=//evil.example/");
  await signInHere(page);
  expect(new URL(page.url()).hostname).not.toBe("evil.example");
});

test("signs in without JavaScript", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, "rep1@demo.example");
  await context.close();
});

test("invites a colleague, changes what they may do at once, and signs them out", async ({ as, browser, baseURL }) => {
  const admin = await as("admin");
  const name = `Guest ${randomBytes(3).toString("hex")}`;
  await admin.goto("/settings/members");
  await expectAccessible(admin);
  await admin.getByRole("button", { name: "Invite member" }).click();
  await admin.getByLabel("Email").fill(`${name.replace(" ", "-").toLowerCase()}@demo.example`);
  await admin.getByRole("button", { name: "Make invitation" }).click();
  const link = await admin.getByLabel("Invitation link").inputValue();
  await admin.keyboard.press("Escape");

  const guest = await (await browser.newContext({ baseURL })).newPage();
  await guest.goto(link);
  await expectAccessible(guest);
  await guest.getByLabel("Your name").fill(name);
  await guest.getByLabel("Password", { exact: true }).fill(password);
  await guest.getByRole("button", { name: "Join" }).click();
  await guest.waitForURL((url) => !url.pathname.startsWith("/accept"));
  await guest.goto("/settings/members");
  await expect(guest.getByRole("button", { name: "Invite member" })).toHaveCount(0);

  await admin.reload();
  await admin.getByLabel(`Role of ${name}`).selectOption("admin");
  await expect(admin.getByText(`${name} is now admin`)).toBeVisible();
  await guest.reload();
  await expect(guest.getByRole("button", { name: "Invite member" })).toBeVisible();

  await guest.goto("/settings/profile");
  await expectAccessible(guest);
  await admin.getByRole("button", { name: `Actions for ${name}` }).click();
  await admin.getByRole("menuitem", { name: "Deactivate and sign out" }).click();
  await expect(admin.getByText("signed out everywhere")).toBeVisible();
  await guest.getByLabel("Your name").fill("typed before it ended");
  await guest.getByRole("button", { name: "Save name" }).click();
  await expect(guest.getByRole("alert").filter({ hasText: "session is over" })).toBeVisible();
  await expect(guest.getByLabel("Your name")).toHaveValue("typed before it ended");
  await guest.goto("/leads");
  await expect(guest).toHaveURL(/\/sign-in/);
  await guest.goto(link);
  await expect(guest.getByText("This link is over")).toBeVisible();
  await guest.context().close();
});

test("makes a key that is limited and ends when it is revoked", async ({ as, request }) => {
  const page = await as("rep2");
  const name = `program ${randomBytes(3).toString("hex")}`;
  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: "New API key" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("leads:read").check();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Make key" }).click();
  const key = await page.getByLabel("API key", { exact: true }).inputValue();
  const ask = async (path: string) =>
    (await request.get(path, { headers: { authorization: `Bearer ${key}` } })).status();
  expect(await ask("/api/leads")).toBe(200);
  expect(await ask("/api/dnc")).toBe(403);
  await page.keyboard.press("Escape");
  await expectAccessible(page);
  await page.getByRole("button", { name: `Revoke the key ${name}` }).click();
  await expect(page.getByText(`The key ${name} no longer works`)).toBeVisible();
  expect(await ask("/api/leads")).toBe(401);
});

test("gives every page a nonce of its own and every answer the headers browsers heed", async ({ request }) => {
  const policyOf = async () => (await request.get("/sign-in")).headers()["content-security-policy"] ?? "";
  const [one, two] = [await policyOf(), await policyOf()];
  expect(one).toMatch(/script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic';/);
  expect(one).toContain("frame-ancestors 'none'");
  expect(one).not.toBe(two);
  const health = await request.get("/api/health");
  expect(await health.json()).toMatchObject({ status: "ok", database: "ok", schema: "ok", worker: "ok" });
  expect(health.headers()).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
});

async function signInHere(page: import("@playwright/test").Page): Promise<void> {
  await page.getByLabel("Email").fill("rep1@demo.example");
  await page.getByLabel("Password", { exact: true }).fill("touchline-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
