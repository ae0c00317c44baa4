import { refuseUnsafeRoles } from "@/lib/core/role-check";
import { closeStreams } from "@/lib/live/open-streams";
import { notePeers } from "@/lib/live/peer-address";

/** What the web server's program does once, before its first answer. */
export async function beginServing(): Promise<void> {
  notePeers();
  process.once("SIGTERM", closeStreams);
  process.once("SIGINT", closeStreams);
  await refuseUnsafeRoles((reason) => {
    process.stderr.write(`${reason}\n`);
    process.exit(1);
  });
}
