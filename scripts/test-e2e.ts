import { report } from "@/scripts/testing/counts";
import { runEndToEnd } from "@/scripts/testing/end-to-end";

/** `npm run test:e2e -- [playwright arguments]` */
const counts = await runEndToEnd(process.argv.slice(2));
console.log(report(counts));
process.exit(counts.failed.length === 0 ? 0 : 1);
