import { chromium, type Page } from "@playwright/test";
import type postgres from "postgres";
import { hashPassword } from "@/lib/core/passwords";
import { bench } from "@/scripts/bench/fill-database";
import { findBrowser } from "@/scripts/testing/browser";

export type FirstRow = { ms: number; requests: number; scriptKb: number };

const repeats = 15;
const password = "a password of the bench";

/** From the address to the first row on the screen, in a fresh browser each time: ours, signed in, beside the bare page of fifty rows. */
export async function measureFirstRow(admin: postgres.Sql, ports: { web: number; floor: number }) {
  const email = await giveAdminPassword(admin);
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  const open = async (address: string, before?: (page: Page) => Promise<void>): Promise<FirstRow> => {
    const rows: FirstRow[] = [];
    for (let nth = 0; nth <= repeats; nth++) {
      const context = await browser.newContext({ locale: "en-US", timezoneId: "UTC" });
      const page = await context.newPage();
      await before?.(page);
      // The first one fills the server's caches.
      if (nth > 0) rows.push(await timeFirstRow(page, address));
      else await timeFirstRow(page, address);
      await context.close();
    }
    return rows.toSorted((a, b) => a.ms - b.ms)[Math.floor(repeats / 2)] ?? { ms: 0, requests: 0, scriptKb: 0 };
  };
  try {
    const web = `http://127.0.0.1:${ports.web}`;
    const floor = await open(`http://127.0.0.1:${ports.floor}/`);
    return { web: await open(`${web}/leads`, (page) => signIn(page, web, email)), floor };
  } finally {
    await browser.close();
  }
}

async function timeFirstRow(page: Page, address: string): Promise<FirstRow> {
  // What the page before still fetches ahead is not this page's.
  await page.goto("about:blank");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  const scripts = new Set<string>();
  let [requests, bytes] = [0, 0];
  devtools.on("Network.requestWillBeSent", () => {
    requests++;
  });
  devtools.on("Network.responseReceived", ({ type, requestId }) => type === "Script" && scripts.add(requestId));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  const began = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await page.locator("tbody tr td").first().waitFor();
  const ms = Math.round(performance.now() - began);
  const seen = { ms, requests };
  // Scripts that the page has asked for count, also those that come after the row.
  await page.waitForTimeout(1000);
  return { ...seen, scriptKb: Math.round(bytes / 1024) };
}

export async function signIn(page: Page, web: string, email: string): Promise<void> {
  await page.goto(`${web}/sign-in`);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

export async function giveAdminPassword(admin: postgres.Sql): Promise<string> {
  const [user] = await admin<{ email: string }[]>`
    update users u set password_hash = ${await hashPassword(password)} from memberships m
    where m.user_id = u.id and m.org_id = ${bench.id} and m.role = 'admin' returning u.email`;
  if (!user) throw new Error("The organization has an admin");
  return user.email;
}
