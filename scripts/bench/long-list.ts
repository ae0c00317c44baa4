import { chromium, type Page } from "@playwright/test";
import type postgres from "postgres";
import { giveAdminPassword, signIn } from "@/scripts/bench/first-row";
import { findBrowser } from "@/scripts/testing/browser";

export type LongList = {
  rows: number;
  /** what the page holds when all of them were loaded, in megabytes */
  heapMb: number;
  /** the longest that the page was busy at once while somebody scrolled through them */
  longestTask: number;
  tasksOver100: number;
  /** from a key to what it changes on the screen, milliseconds */
  keyP95: number;
};

const wanted = 10_000;

/** Somebody scrolls through ten thousand leads, to the end and back, and then walks with J. */
export async function measureLongList(admin: postgres.Sql, port: number): Promise<LongList> {
  const email = await giveAdminPassword(admin);
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--enable-precise-memory-info"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: "en-US", timezoneId: "UTC" });
    await signIn(page, `http://127.0.0.1:${port}`, email);
    await page.goto(`http://127.0.0.1:${port}/leads`);
    await page.locator("tbody tr td").first().waitFor();
    const rows = await loadRows(page);
    await page.evaluate(watch);
    await scrollThrough(page);
    const keyP95 = await walk(page);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("HeapProfiler.collectGarbage");
    const { usedSize } = await devtools.send("Runtime.getHeapUsage");
    const tasks = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
    return {
      rows,
      heapMb: Math.round(usedSize / 1024 / 1024),
      longestTask: Math.round(Math.max(0, ...tasks)),
      tasksOver100: tasks.filter((one) => one > 100).length,
      keyP95: Math.round(keyP95),
    };
  } finally {
    await browser.close();
  }
}

// To the end again and again: each time the next page of rows comes.
async function loadRows(page: Page): Promise<number> {
  const count = () =>
    page.evaluate(() => {
      const last = [...document.querySelectorAll("tbody tr[aria-rowindex]")].at(-1);
      return Number(last?.getAttribute("aria-rowindex") ?? 0);
    });
  let rows = 0;
  for (let idle = 0; rows < wanted && idle < 100; ) {
    await page.evaluate(() => {
      const list = document.querySelector("section[aria-label=Leads]");
      list?.scrollTo({ top: list.scrollHeight });
    });
    await page.waitForTimeout(30);
    const now = await count();
    idle = now > rows ? 0 : idle + 1;
    rows = Math.max(rows, now);
  }
  return rows;
}

function watch(): void {
  const tasks: number[] = [];
  Object.assign(window, { longTasks: tasks });
  new PerformanceObserver((seen) => tasks.push(...seen.getEntries().map((one) => one.duration))).observe({
    type: "longtask",
  });
}

async function scrollThrough(page: Page): Promise<void> {
  await page.locator("section[aria-label=Leads]").hover();
  for (const way of [-1, 1]) {
    for (let turn = 0; turn < 60; turn++) {
      await page.mouse.wheel(0, way * 1200);
      await page.waitForTimeout(16);
    }
  }
  await page.evaluate(() => document.querySelector("section[aria-label=Leads]")?.scrollTo({ top: 0 }));
  await page.waitForTimeout(500);
}

async function walk(page: Page): Promise<number> {
  await page.evaluate(() => {
    const painted: number[] = [];
    Object.assign(window, { painted });
    addEventListener("keydown", (event) => {
      const began = event.timeStamp;
      requestAnimationFrame(() => {
        const behind = new MessageChannel();
        behind.port1.onmessage = () => painted.push(performance.now() - began);
        behind.port2.postMessage(null);
      });
    });
  });
  for (let turn = 0; turn < 60; turn++) {
    await page.keyboard.press(turn % 6 === 5 ? "x" : "j");
    await page.waitForTimeout(40);
  }
  const painted = await page.evaluate(() => (window as unknown as { painted: number[] }).painted);
  return painted.toSorted((a, b) => a - b)[Math.floor(painted.length * 0.95)] ?? 0;
}
