import AxeBuilder from "@axe-core/playwright";
import { type Browser, test as base, expect, type Page } from "@playwright/test";

type Person = "admin" | "manager" | "rep1" | "rep2" | "rep3" | "rep4";
type StoredSession = Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["storageState"]>>;

type Fixtures = {
  /** a page of its own, signed in as this person of the demo (or of the organization `other`) */
  as: (person: Person, organization?: "demo" | "other") => Promise<Page>;
};
type WorkerFixtures = { sessions: Map<string, StoredSession> };

/** Sign-in as a fixture: each person signs in once per worker, every test gets fresh pages. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  sessions: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
    async ({}, use) => {
      await use(new Map());
    },
    { scope: "worker" },
  ],
  as: async ({ browser, baseURL, sessions }, use) => {
    const pages: Page[] = [];
    await use(async (person, organization = "demo") => {
      const email = `${person}@${organization}.example`;
      const context = await browser.newContext({ baseURL, storageState: sessions.get(email) });
      const page = await context.newPage();
      if (!sessions.has(email)) {
        await signIn(page, email);
        sessions.set(email, await context.storageState());
      }
      pages.push(page);
      return page;
    });
    await Promise.all(pages.map((page) => page.context().close()));
  },
});

export async function signIn(page: Page, email: string, password = "touchline-demo"): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** No violation of WCAG A or AA on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"])
    .analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target).join(" · ")})`,
  );
  expect(found).toEqual([]);
}

export { expect };
