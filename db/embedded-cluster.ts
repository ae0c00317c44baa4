import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Account, type Binaries, canEnter } from "@/db/embedded-binaries";
import type { Home } from "@/db/home";

const systemFolder = "/var/lib/touchline";

export type ClusterRecord = { pid: number | null; port: number; data_dir: string };

export function readClusterRecord(home: Home): ClusterRecord | undefined {
  const file = join(home.run, "postgres.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** Where the tables lie: below the home, or in a system folder when PostgreSQL's user cannot enter the home. */
export function chooseDataDir(home: Home, account: Account): string {
  const inside = join(home.root, "postgres");
  const enters = canEnter(account, home.root);
  if (existsSync(join(inside, "PG_VERSION"))) {
    if (enters) return inside;
    throw new Error(
      `PostgreSQL's user can no longer enter ${home.root}, where its tables are: open the folders above it`,
    );
  }
  const recorded = readClusterRecord(home)?.data_dir;
  if (recorded?.startsWith(`${systemFolder}/`) && isCluster(recorded)) return recorded;
  if (enters) return inside;
  const key = createHash("sha256").update(home.root).digest("hex").slice(0, 16);
  return join(systemFolder, `${basename(home.root).replace(/\W/g, "") || "home"}-${key}`);
}

export function isCluster(dataDir: string): boolean {
  return existsSync(join(dataDir, "PG_VERSION"));
}

/** Made beside its place and moved there when whole, so that a start killed half-way leaves nothing that looks like a cluster. */
export function createCluster(dataDir: string, binaries: Binaries, account: Account, password: string): void {
  const draft = `${dataDir}.new`;
  const passwordFile = `${dataDir}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(dirname(dataDir), { recursive: true, mode: 0o755 });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) {
    chownSync(draft, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  // With LANG unset initdb would choose SQL_ASCII.
  const locale = ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"];
  const access = ["-U", "postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const made = spawnSync(binaries.initdb, ["-D", draft, ...access, ...locale, "--no-sync"], {
    ...account,
    env: cleanEnvironment(),
    encoding: "utf8",
  });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  renameSync(draft, dataDir);
}

/** The server writes JSON lines inside its own folder; the home's logs name them. */
export function linkLog(home: Home, dataDir: string): void {
  const link = join(home.logs, "postgres.log");
  rmSync(link, { force: true });
  symlinkSync(join(dataDir, "log", "postgres.json"), link);
}

/** No PGDATA, PGPORT or locale of the caller may reach the packaged server. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: "/usr/bin:/bin", TZ: "UTC", LC_ALL: "C", NODE_ENV: process.env.NODE_ENV };
}
