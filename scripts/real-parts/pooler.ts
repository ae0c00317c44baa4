import { spawn } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/db/embedded-server";
import { requireProgram } from "./debian-package";

export type Pooler = { port: number; stop: () => Promise<void> };

/** Debian's PgBouncer in transaction mode on loopback, in front of the server at `port`, with few connections to fight over. */
export async function startPooler(server: { port: number; users: Record<string, string> }): Promise<Pooler> {
  const program = requireProgram("/usr/sbin/pgbouncer", "pgbouncer");
  const folder = mkdtempSync(join(tmpdir(), "touchline-pooler-"));
  const port = await freePort();
  const users = Object.entries(server.users).map(([user, password]) => `"${user}" "${password}"`);
  writeFileSync(join(folder, "users.txt"), `${users.join("\n")}\n`);
  writeFileSync(
    join(folder, "pgbouncer.ini"),
    [
      "[databases]",
      `* = host=127.0.0.1 port=${server.port}`,
      "[pgbouncer]",
      "listen_addr = 127.0.0.1",
      `listen_port = ${port}`,
      "unix_socket_dir =",
      "pool_mode = transaction",
      "default_pool_size = 5",
      "max_client_conn = 200",
      "auth_type = plain",
      `auth_file = ${join(folder, "users.txt")}`,
      "ignore_startup_parameters = statement_timeout,idle_in_transaction_session_timeout,extra_float_digits",
      "",
    ].join("\n"),
  );
  const own = ownerOf(folder, ["users.txt", "pgbouncer.ini"]);
  const child = spawn(program, ["-q", join(folder, "pgbouncer.ini")], {
    stdio: ["ignore", "ignore", "inherit"],
    cwd: "/",
    ...own,
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await answers(port, gone);
  return {
    port,
    stop: async () => {
      child.kill("SIGINT");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// PgBouncer refuses to run as root, as PostgreSQL does.
function ownerOf(folder: string, files: string[]): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const nobody = 65534;
  for (const path of [folder, ...files.map((file) => join(folder, file))]) chownSync(path, nobody, nobody);
  chmodSync(folder, 0o700);
  return { uid: nobody, gid: nobody };
}

async function answers(port: number, gone: Promise<void>): Promise<void> {
  let ended = false;
  void gone.then(() => {
    ended = true;
  });
  for (let tries = 0; tries < 100 && !ended; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ port, host: "127.0.0.1" });
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.end());
    });
    if (open) return;
    await sleep(100);
  }
  throw new Error("PgBouncer did not begin to listen; its own words stand above");
}
