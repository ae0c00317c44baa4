import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { withDatabase } from "@/scripts/running-instance";
import { waitUntilAlive } from "./alive";

export const password = "a long enough password";
export type Person = "rep1" | "rep2" | "manager" | "admin";

type Fixtures = {
  /** an organization of this test's own: two reps, a manager, an admin */
  org: MintedOrganization;
  /** a page in a browser of its own, signed in as this person of the organization */
  as: (person: Person, browser?: BrowserContextOptions) => Promise<Page>;
  /** the same for nobody: not signed in */
  visit: (browser?: BrowserContextOptions) => Promise<Page>;
  /** what this test makes the browser complain about on purpose; any other complaint fails it */
  forgive: (complaint: RegExp) => void;
};
type WorkerFixtures = { database: undefined };

/** Journeys: each test has its own organization and its own browsers, and fails when a page complains in the console. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  database: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
    async ({}, use) => {
      await withDatabase(() => use(undefined));
    },
    { scope: "worker", auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
  org: async ({}, use) => {
    await use(await mintOrganization({ password }));
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
  forgive: async ({}, use) => {
    const forgiven: RegExp[] = [];
    await use(Object.assign((complaint: RegExp) => void forgiven.push(complaint), { forgiven }));
  },
  visit: async ({ browser, baseURL, forgive }, use) => {
    const contexts: BrowserContext[] = [];
    const complaints: string[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ baseURL, viewport: { width: 1366, height: 768 }, ...options });
      contexts.push(context);
      listen(context, complaints);
      if (options?.javaScriptEnabled !== false) waitUntilAlive(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
    const forgiven = "forgiven" in forgive && Array.isArray(forgive.forgiven) ? forgive.forgiven : [];
    expect(complaints.filter((one) => !forgiven.some((pattern: RegExp) => pattern.test(one)))).toEqual([]);
  },
  as: async ({ org, visit }, use) => {
    await use(async (person, options) => {
      const page = await visit(options);
      await enter(page, addressOf(org, person));
      return page;
    });
  },
});

export const addressOf = (org: MintedOrganization, person: Person) => `${person}@${org.slug}.example`;

/** Through the form, as people do. */
export async function signIn(page: Page, email: string, word = password): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(word);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** No violation of WCAG 2.2 AA on the page as it stands. */
export async function expectAccessible(page: Page, where = page.url()): Promise<void> {
  // Next.js takes a page's title away and puts it back when it draws anew, also while axe looks: it is waited for here.
  await expect(page, where).toHaveTitle(/./);
  // Legacy mode is for pages without frames of others, as ours are, and takes half the time.
  const axe = new AxeBuilder({ page }).setLegacyMode().disableRules("document-title");
  const { violations } = await axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target).join(" · ")})`,
  );
  expect(found, where).toEqual([]);
}

export { expect };

// next-auth's own door: the same session and cookie as the form's, without a page in between.
async function enter(page: Page, email: string): Promise<void> {
  const { csrfToken } = await (await page.request.get("/api/auth/csrf")).json();
  const answer = await page.request.post("/api/auth/callback/credentials", {
    form: { csrfToken, email, password, json: "true" },
  });
  expect(answer.ok(), `${email} signs in`).toBe(true);
}

// Playwright's own script, in a frame that lets nothing run.
const ownScript = /^Blocked script execution in 'about:srcdoc' because the document's frame is sandboxed/;

function listen(context: BrowserContext, complaints: string[]): void {
  context.on("console", (message) => {
    if (message.type() === "error" && !ownScript.test(message.text()))
      complaints.push(`${message.text()} at ${message.location().url}`);
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
}
