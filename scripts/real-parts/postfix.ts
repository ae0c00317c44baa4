import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/db/embedded-server";
import { requireProgram } from "./debian-package";

export type Postfix = { port: number; log: () => string; stop: () => void };

const nobody = 65534;

/**
 * Debian's Postfix on loopback, out of a configuration of its own: it takes every address of the given boxes' domains and delivers each box
 * into its folder below `home`. An address that is no box comes back to whoever sent.
 */
export async function startPostfix(home: string, boxes: Record<string, string>): Promise<Postfix> {
  const program = requireProgram("/usr/sbin/postfix", "postfix");
  if (process.getuid?.() !== 0) throw new Error("Postfix switches users, which only root may: run this as root");
  const folder = mkdtempSync(join(tmpdir(), "touchline-postfix-"));
  chmodSync(folder, 0o755);
  const [config, port] = [join(folder, "conf"), await freePort()];
  for (const name of ["conf", "queue", "data"]) mkdirSync(join(folder, name));
  execFileSync("chown", ["postfix", join(folder, "data")]);
  const domains = [...new Set(Object.keys(boxes).map((address) => address.split("@")[1]))];
  writeFileSync(join(config, "main.cf"), mainOf({ folder, home, domains: domains.join(" ") }));
  writeFileSync(join(config, "master.cf"), masterOf(port));
  const map = Object.entries(boxes).map(([address, box]) => `${address} ${box}`);
  writeFileSync(join(config, "boxes"), `${map.join("\n")}\n`);
  // Nothing of ours is handed on: the daemon would keep it open, and the call would never end.
  const run = (verb: string) => execFileSync(program, ["-c", config, verb], { stdio: "ignore" });
  const log = () => readFileSync(join(folder, "log"), { encoding: "utf8", flag: "a+" });
  run("start");
  await answers(port, log);
  return {
    port,
    log,
    stop: () => {
      run("stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const mainOf = ({ folder, home, domains }: { folder: string; home: string; domains: string }) => `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${folder}/log
maillog_file_prefixes = ${folder}
myhostname = mx.touchline.test
myorigin = mx.touchline.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_reject_unlisted_recipient = no
virtual_mailbox_domains = ${domains}
virtual_mailbox_base = ${home}
virtual_mailbox_maps = texthash:${folder}/conf/boxes
virtual_uid_maps = static:${nobody}
virtual_gid_maps = static:${nobody}
virtual_minimum_uid = 1
default_transport = error:nothing leaves this machine
`;

const masterOf = (port: number) => `
127.0.0.1:${port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`;

async function answers(port: number, log: () => string): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    const greeted = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ host: "127.0.0.1", port });
      socket.once("data", (bytes) => {
        socket.destroy();
        resolve(bytes.toString().startsWith("220"));
      });
      socket.once("error", () => resolve(false));
      socket.setTimeout(2000, () => {
        socket.destroy();
        resolve(false);
      });
    });
    if (greeted) return;
    await sleep(200);
  }
  throw new Error(`Postfix does not answer: ${log().slice(-800)}`);
}
