import { once } from "node:events";
import { openWays } from "@/lib/ways/open-ways";
import { deliverMail } from "@/lib/worker/deliver-mail";

/** For tests: a worker that only sends, begins when it is told to, and that a test may kill or freeze. */
const stopping = new AbortController();
process.on("SIGTERM", () => stopping.abort());
await Promise.race([once(process.stdin, "data"), once(process.stdin, "end")]);
process.stdout.write("begun\n");
await deliverMail({ signal: stopping.signal, warn: (error) => console.error(error) }, openWays());
process.exit(0);
