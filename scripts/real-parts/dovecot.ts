import { spawn } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/db/embedded-server";
import { requireProgram } from "./debian-package";

export type Dovecot = {
  port: number;
  /** below which its mail lies, in Maildir */
  home: string;
  /** hands a message to a folder, as a delivery would */
  deliver: (folder: "INBOX" | "Sent", raw: Uint8Array) => void;
  stop: () => Promise<void>;
};

const nobody = 65534;

/** Debian's Dovecot on loopback with one account (any name, password `secret`) whose mail lies in a folder of its own. */
export async function startDovecot(): Promise<Dovecot> {
  const program = requireProgram("/usr/sbin/dovecot", "dovecot-imapd");
  if (process.getuid?.() !== 0) throw new Error("Dovecot switches users, which only root may: run this as root");
  const folder = mkdtempSync(join(tmpdir(), "touchline-dovecot-"));
  const port = await freePort();
  const home = join(folder, "home");
  for (const name of ["", "Maildir", ...boxes("Maildir"), "Maildir/.Sent", ...boxes("Maildir/.Sent")]) {
    mkdirSync(join(home, name), { recursive: true });
    chownSync(join(home, name), nobody, nobody);
  }
  const config = join(folder, "dovecot.conf");
  writeFileSync(config, configOf({ folder, home, port }));
  // Its workers run as other users and read their way down to here.
  chmodSync(folder, 0o755);
  const child = spawn(program, ["-F", "-c", config], { stdio: ["ignore", "ignore", "ignore"], cwd: "/" });
  let ended = false;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  void gone.then(() => {
    ended = true;
  });
  await answers(port, () => ended, join(folder, "log"));
  let count = 0;
  return {
    port,
    home,
    deliver: (name, raw) => {
      const path = join(
        home,
        name === "INBOX" ? "Maildir" : "Maildir/.Sent",
        "new",
        `${1_700_000_000 + count++}.${count}.test`,
      );
      writeFileSync(path, raw);
      chownSync(path, nobody, nobody);
    },
    stop: async () => {
      child.kill("SIGTERM");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const boxes = (of: string) => ["cur", "new", "tmp"].map((name) => `${of}/${name}`);

const configOf = ({ folder, home, port }: { folder: string; home: string; port: number }) => `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
first_valid_uid = 1
last_valid_uid = 0
mail_location = maildir:${home}/Maildir
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${nobody} gid=${nobody} home=${home}
}
namespace inbox {
  inbox = yes
  separator = .
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`;

async function answers(port: number, ended: () => boolean, log: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (ended()) throw new Error(`Dovecot ended at once: ${readFileSync(log, "utf8").slice(-500)}`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ host: "127.0.0.1", port });
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
      socket.setTimeout(500, () => resolve(false));
      socket.unref();
    });
    if (open) return;
    await sleep(100);
  }
  throw new Error("Dovecot does not answer");
}
