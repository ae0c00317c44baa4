import { openLines } from "@/lib/delivery/open-lines";
import { deliverMail } from "@/lib/worker/deliver-mail";

/** For tests: a worker that only sends, and that a test may kill or freeze. */
const stopping = new AbortController();
process.on("SIGTERM", () => stopping.abort());
process.stdout.write("ready\n");
await deliverMail({ signal: stopping.signal, warn: (error) => console.error(error) }, openLines());
process.exit(0);
