import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "@/scripts/testing/browser";
import { type Counts, countPlaywright, withEnding } from "@/scripts/testing/counts";
import { startProduct } from "@/scripts/testing/product";
import { runNode } from "@/scripts/testing/run-program";

/** The journeys in a real browser against the freshly built and started product. Extra words go to Playwright. */
export async function runEndToEnd(extra: string[] = []): Promise<Counts> {
  const browser = await findBrowser();
  const product = await startProduct();
  try {
    const report = join(mkdtempSync(join(tmpdir(), "touchline-report-")), "playwright.json");
    const code = await runNode(["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json", ...extra], {
      ...process.env,
      PLAYWRIGHT_CHROMIUM: browser,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      TOUCHLINE_TEST_URL: product.address,
      TOUCHLINE_HOME: product.home,
      TOUCHLINE_TEST_OAUTH_PORT: String(product.oauthPort),
    });
    return withEnding(countPlaywright(JSON.parse(readFileSync(report, "utf8"))), code);
  } finally {
    await product.stop();
  }
}
