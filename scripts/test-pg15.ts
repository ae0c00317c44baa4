import { execFileSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@/db/embedded-server";
import { requireProgram } from "./real-parts/debian-package";
import { runNode } from "./testing/run-program";

/**
 * `npm run test:pg15 [-- FILTER ...]`: the database tests on Debian's PostgreSQL 15, in a cluster of its own on loopback that is made
 * and removed here. Says plainly when that PostgreSQL cannot be had.
 */
const bin = "/usr/lib/postgresql/15/bin";
const folder = mkdtempSync(join(tmpdir(), "touchline-pg15-"));
const tables = join(folder, "tables");
try {
  requireProgram(`${bin}/postgres`, "postgresql-15");
  const port = await freePort();
  const own = ownerOf(folder);
  const run = (program: string, args: string[]) =>
    execFileSync(join(bin, program), args, { cwd: "/", stdio: ["ignore", "ignore", "inherit"], ...own });
  run("initdb", ["-D", tables, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    max_connections: 200,
  };
  const options = Object.entries(settings)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(" ");
  run("pg_ctl", ["-D", tables, "-l", join(folder, "log"), "-w", "-o", options, "start"]);
  try {
    const env = { ...process.env, TOUCHLINE_TEST_DATABASE_URL: `postgres://postgres@127.0.0.1:${port}/postgres` };
    process.exitCode = await runNode(
      ["node_modules/vitest/vitest.mjs", "run", "--project", "db", "--testTimeout=120000", ...process.argv.slice(2)],
      env,
    );
  } finally {
    run("pg_ctl", ["-D", tables, "-m", "immediate", "stop"]);
  }
} catch (error) {
  console.error(`The tests on PostgreSQL 15 could not run: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

// PostgreSQL refuses root; Debian's package brings the user that it runs as.
function ownerOf(path: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  const [uid, gid] = [id("-u"), id("-g")];
  chownSync(path, uid, gid);
  return { uid, gid };
}
