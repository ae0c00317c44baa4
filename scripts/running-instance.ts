import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RoleUrls } from "@/db/bootstrap";
import { startedAt } from "@/db/file-lock";
import { type Home, openHome } from "@/db/home";
import { migrate } from "@/db/migrate";
import { loadDotEnv, openDatabase, productEnvironment } from "@/scripts/supervisor/database";

/**
 * For commands: the database of the running instance, or the embedded one started for as long as `use` runs.
 * The lesser roles' addresses and the secrets are in process.env while it runs, as in the web and the worker.
 */
export async function withDatabase<Result>(
  use: (database: { urls: RoleUrls; home: Home }) => Promise<Result>,
  { home, migrated = true }: { home?: Home; migrated?: boolean } = {},
): Promise<Result> {
  loadDotEnv();
  const house = home ?? openHome();
  const { urls, embedded } = await openDatabase(house);
  try {
    if (migrated && !supervisorRuns(house)) await migrate(urls.owner);
    Object.assign(process.env, withoutGaps(productEnvironment(house, urls)));
    return await use({ urls, home: house });
  } finally {
    const { closePools } = await import("@/db/client");
    await closePools();
    // A supervisor that came up meanwhile uses this server now.
    if (embedded && !embedded.reused && !supervisorRuns(house)) await embedded.stop();
  }
}

export function supervisorRuns(home: Home): boolean {
  const file = join(home.run, "supervisor.lock");
  if (!existsSync(file)) return false;
  const [pid, started] = readFileSync(file, "utf8").trim().split(" ");
  return Boolean(started) && startedAt(Number(pid)) === started;
}

// Assigning undefined to process.env writes the word "undefined".
function withoutGaps(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
