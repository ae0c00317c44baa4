import { refuseUnsafeRoles } from "@/lib/core/role-check";
import { closeStreams } from "@/lib/live/open-streams";

/** What the web server's program does once, before its first answer. */
export async function beginServing(): Promise<void> {
  process.once("SIGTERM", closeStreams);
  process.once("SIGINT", closeStreams);
  await refuseUnsafeRoles((reason) => {
    process.stderr.write(`${reason}\n`);
    process.exit(1);
  });
}
