import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitForFileLock } from "@/db/file-lock";
import type { Home } from "@/db/home";
import { runOnce } from "@/scripts/supervisor/keep-alive";

const sources = [
  "app",
  "components",
  "lib",
  "db",
  "drizzle/meta/_journal.json",
  "public",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
  "scripts/mend-driver.mjs",
];

export function distFolder(): string {
  return process.env.NEXT_DIST_DIR || ".next";
}

export function serverFile(): string {
  return join(distFolder(), "standalone", "server.js");
}

/** Builds the product unless the build that is there was made from these sources. */
export async function buildIfStale(home: Home, say: (line: string) => void, signal: AbortSignal): Promise<void> {
  // Asked before anything is written: a user who may only read the project runs a build that is there.
  if (existsSync(serverFile()) && readStamp() === hashSources()) return;
  mkdirSync("node_modules/.cache", { recursive: true });
  const lock = await waitForFileLock(
    `node_modules/.cache/touchline-build${distFolder().replace(/\W/g, "-")}.lock`,
    300_000,
  );
  try {
    const hash = hashSources();
    if (existsSync(serverFile()) && readStamp() === hash) return;
    say("building (once per version)");
    rmSync(stampFile(), { force: true });
    const next = join("node_modules", "next", "dist", "bin", "next");
    const env = {
      ...process.env,
      NODE_ENV: "production" as const,
      NEXT_TELEMETRY_DISABLED: "1",
      TOUCHLINE_HOME: home.root,
    };
    const code = await runOnce(home, "build", { command: process.execPath, args: [next, "build"], env }, signal);
    if (signal.aborted) return;
    if (code !== 0) throw new Error(`The build failed:\n${lastLines(join(home.logs, "build.log"), 25)}`);
    addStaticFiles();
    writeFileSync(stampFile(), hash);
  } finally {
    lock.release();
  }
}

// The standalone server comes without them (a CDN could serve them).
function addStaticFiles(): void {
  const standalone = join(distFolder(), "standalone");
  cpSync(join(distFolder(), "static"), join(standalone, distFolder(), "static"), { recursive: true });
  if (existsSync("public")) cpSync("public", join(standalone, "public"), { recursive: true });
}

function hashSources(): string {
  const hash = createHash("sha256").update(process.version);
  for (const file of sources.flatMap(listFiles)) hash.update(file).update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

function listFiles(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function readStamp(): string | undefined {
  return existsSync(stampFile()) ? readFileSync(stampFile(), "utf8") : undefined;
}

function stampFile(): string {
  return join(distFolder(), "touchline-build");
}

function lastLines(file: string, count: number): string {
  const lines = readFileSync(file, "utf8").trim().split("\n").slice(-count);
  return lines.map((line) => JSON.parse(line).msg ?? line).join("\n");
}
