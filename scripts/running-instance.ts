import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RoleUrls } from "@/db/bootstrap";
import { closePools } from "@/db/client";
import type { Embedded } from "@/db/embedded";
import { startedAt, waitForFileLock } from "@/db/file-lock";
import { type Home, openHome } from "@/db/home";
import { migrate } from "@/db/migrate";
import { withStatistics } from "@/lib/jobs/refresh-statistics";
import { loadDotEnv, openDatabase, productEnvironment } from "@/scripts/supervisor/database";

/**
 * For commands: the database of the running instance, or the embedded one started for as long as commands use it.
 * The lesser roles' addresses and the secrets are in process.env while it runs, as in the web and the worker.
 */
export async function withDatabase<Result>(
  use: (database: { urls: RoleUrls; home: Home }) => Promise<Result>,
  { home, migrated = true }: { home?: Home; migrated?: boolean } = {},
): Promise<Result> {
  loadDotEnv();
  const house = home ?? openHome();
  const leave = enter(house);
  let embedded: Embedded | undefined;
  try {
    const database = await openDatabase(house);
    embedded = database.embedded;
    if (migrated && !supervisorRuns(house)) await migrate(database.urls.owner);
    Object.assign(process.env, withoutGaps(productEnvironment(house, database.urls)));
    const work = () => use({ urls: database.urls, home: house });
    return await (migrated ? withStatistics(work) : work());
  } finally {
    await closePools();
    leave();
    if (embedded) await stopUnlessUsed(house, embedded);
  }
}

// Under the lock that every start takes: whoever comes later waits and then starts a fresh server.
async function stopUnlessUsed(home: Home, embedded: Embedded): Promise<void> {
  const lock = await waitForFileLock(join(home.run, "postgres.lock"), 60_000);
  try {
    if (!supervisorRuns(home) && !otherCommandsRun(home)) await embedded.stop();
  } finally {
    lock.release();
  }
}

function enter(home: Home): () => void {
  const folder = join(home.run, "commands");
  const mine = join(folder, String(process.pid));
  mkdirSync(folder, { recursive: true });
  writeFileSync(mine, startedAt(process.pid));
  return () => rmSync(mine, { force: true });
}

function otherCommandsRun(home: Home): boolean {
  const folder = join(home.run, "commands");
  return readdirSync(folder).some((pid) => isAlive(Number(pid), readFileSync(join(folder, pid), "utf8")));
}

function supervisorRuns(home: Home): boolean {
  const file = join(home.run, "supervisor.lock");
  if (!existsSync(file)) return false;
  const [pid = "", started = ""] = readFileSync(file, "utf8").trim().split(/ (.*)/, 2);
  return isAlive(Number(pid), started);
}

function isAlive(pid: number, started: string): boolean {
  return started !== "" && startedAt(pid) === started;
}

// Assigning undefined to process.env writes the word "undefined".
function withoutGaps(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
