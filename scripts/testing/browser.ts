import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { runNode, runProgram } from "@/scripts/testing/run-program";
import { debianBrowsers, unpackBrowser, unpackedBrowser } from "@/scripts/testing/unpacked-browser";

/** A Chromium for the journeys: the one that is named, one that is there, or one that is fetched now. */
export async function findBrowser(): Promise<string> {
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  if (named && !existsSync(named)) throw new Error(`PLAYWRIGHT_CHROMIUM names ${named}, which is not there`);
  const found = named ?? installedBrowser();
  if (found) return found;
  for (const install of [process.getuid?.() === 0 ? installWithApt : unpackBrowser, installWithPlaywright]) {
    await install().catch((error: Error) => console.error(error.message));
    const installed = installedBrowser();
    if (installed) return installed;
  }
  throw new Error("No browser for the end-to-end tests: install Chromium, or name one in PLAYWRIGHT_CHROMIUM");
}

function installedBrowser(): string | undefined {
  const places = [
    chromium.executablePath(),
    // Debian's Chromium without what draws it on a screen: a journey takes a sixth less.
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ];
  return places.find((place) => existsSync(place)) ?? unpackedBrowser();
}

async function installWithApt(): Promise<void> {
  if (!existsSync("/usr/bin/apt-get")) return;
  console.error("No browser found: installing Debian's Chromium");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args: string[]) => runProgram("apt-get", ["-q", ...args], env);
  await apt("update");
  for (const name of debianBrowsers) if ((await apt("install", "-y", "--no-install-recommends", name)) === 0) return;
}

async function installWithPlaywright(): Promise<void> {
  console.error("No browser found: trying Playwright's own download");
  await runNode(["node_modules/@playwright/test/cli.js", "install", "chromium"]);
}
