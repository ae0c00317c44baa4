import { defineConfig } from "@playwright/test";

const executablePath = process.env.PLAYWRIGHT_CHROMIUM ?? "/usr/bin/chromium";

// Nothing here may phone home, and Chromium under root has no sandbox.
const flags = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-default-apps",
  "--disable-dev-shm-usage",
];

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: process.env.TOUCHLINE_TEST_URL ?? "http://localhost:3000",
    locale: "en-US",
    timezoneId: "UTC",
    // A trace films every page of every journey; TOUCHLINE_TEST_TRACE=1 keeps the one of a failure.
    trace: process.env.TOUCHLINE_TEST_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: { executablePath, args: flags },
  },
});
