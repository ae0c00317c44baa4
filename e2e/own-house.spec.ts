import { expect, type Page } from "@playwright/test";
import { clear, newPlace, pidOf, start, until, untilReady } from "@/scripts/testing/started";
import { password, test } from "./fixtures";
import { logDialog, openLog, touches } from "./lead-page";

test.describe.configure({ mode: "serial" });

let place: { home: string; port: number };
const address = (path: string) => `http://localhost:${place.port}${path}`;

test.beforeAll("an empty house of our own", async () => {
  test.setTimeout(180_000);
  place = await newPlace();
  await untilReady(start(place, {}, { TOUCHLINE_RATE_LIMIT: "off" }));
});
test.afterAll(() => clear(place));

test("the first visit makes the organization and its admin, and ends with a contact in the ledger", async ({
  visit,
}) => {
  const page = await visit();
  const began = performance.now();
  await firstVisit(page);
  await page.getByRole("link", { name: "Add the first lead" }).click();
  await page.getByLabel("First name").fill("Ines");
  await page.getByLabel("Email").fill("ines@larkfield.example");
  await page.getByRole("button", { name: "Add lead" }).click();
  await page.getByRole("button", { name: "Log the first contact" }).click();
  await logDialog(page).getByLabel("Notes").fill("Hello Ines");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(touches(page)).toHaveCount(1);
  const seconds = (performance.now() - began) / 1000;
  process.stdout.write(`from the first visit to the first contact: ${seconds.toFixed(1)} s\n`);
  expect(seconds).toBeLessThan(90);

  await test.step("nobody else can do it again", async () => {
    const second = await visit();
    await second.goto(address("/setup"));
    await expect(second).toHaveURL(/\/sign-in$/);
  });
});

test("a database that is gone says so in every way and comes back without a restart", async ({ visit, forgive }) => {
  forgive(/Failed to load resource|ERR_INCOMPLETE_CHUNKED_ENCODING|server responded with a status of 5\d\d/);
  const page = await visit();
  await page.goto(address("/sign-in"));
  await page.getByLabel("Email").fill("ada@first.example");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Ines" }).click();
  const dialog = await openLog(page, { channel: "LinkedIn", notes: "Typed while the database went away" });
  const web = pidOf(place.home, "web");
  const take = dialog.getByRole("button", { name: "Take the slot" });

  await withoutDatabase(async () => {
    const list = await page.request.get(address("/api/leads"));
    expect(list.status()).toBe(503);
    expect(list.headers()).toMatchObject({ "content-type": "application/problem+json", "retry-after": "2" });
    expect(await list.json()).toMatchObject({ status: 503, code: "UNAVAILABLE", request_id: expect.any(String) });
    const health = await page.request.get(address("/api/health"));
    expect([health.status(), await health.json()]).toMatchObject([503, { database: "unreachable" }]);
    expect((await page.request.get(address("/api/health/live"))).status()).toBe(200);
    await take.click();
    await expect(dialog.getByRole("alert")).toContainText("The database is not reachable right now.");
    await expect(dialog.getByLabel("Notes")).toHaveValue("Typed while the database went away");
  });

  await take.click();
  await expect(dialog).toBeHidden();
  await expect(touches(page)).toHaveCount(2);
  expect(pidOf(place.home, "web")).toBe(web);
});

async function firstVisit(page: Page): Promise<void> {
  await page.goto(address("/"));
  await expect(page).toHaveURL(/\/setup$/);
  await page.getByLabel("Organization").fill("First & Partners");
  await page.getByLabel("Your name").fill("Ada First");
  await page.getByLabel("Email").fill("ada@first.example");
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Create organization" }).click();
  await expect(page.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(/Use 12 characters/);
  await expect(page.getByLabel("Organization")).toHaveValue("First & Partners");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create organization" }).click();
  await expect(page).toHaveURL(/\/leads$/);
}

/** Holds the supervisor still, so that the server it keeps alive stays away as long as we look. */
async function withoutDatabase(look: () => Promise<void>): Promise<void> {
  const [supervisor, postgres] = [pidOf(place.home, "supervisor"), pidOf(place.home, "postgres")];
  if (!supervisor || !postgres) throw new Error("It does not run");
  process.kill(supervisor, "SIGSTOP");
  process.kill(postgres, "SIGKILL");
  try {
    await look();
  } finally {
    process.kill(supervisor, "SIGCONT");
  }
  await until(async () => (await fetch(address("/api/health"))).status === 200, 30_000);
}
