import { createInterface } from "node:readline";
import { jobsConnection } from "@/db/client";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { sendMessages } from "@/lib/lanes/send-messages";
import { checkEnrollments } from "@/lib/sequence-engine/check-enrollments";
import { runEnrollments } from "@/lib/sequence-engine/run-enrollments";
import { findSuggestions } from "@/lib/suggestion-engine/find-suggestions";
import { checkUnderway } from "@/lib/unknown-messages/check-underway";
import { openWays } from "@/lib/ways/open-ways";
import { holdText } from "@/lib/worker/deliver-mail";
import { contextOf } from "@/lib/worker/organization-context";

/**
 * For tests: a worker whose clock is told. Each line is an organization, a moment, and whether to look for suggestions: it does what the
 * worker does for that organization until nothing is due, in the worker's order, and says "done", "again", or what went wrong.
 */
const worker = newId();
const ways = openWays();
// As the worker does: who finds it free knows that nobody sends under this name.
await jobsConnection().unsafe(holdText, [worker]);
process.stdout.write("ready\n");
for await (const line of createInterface({ input: process.stdin })) {
  const [orgId = "", moment = "", suggests] = line.split(" ");
  const answer = await turn(orgId, moment, suggests === "suggest").then(
    () => "done",
    // Whoever did not reach the database does the same later, as the worker does.
    (error: unknown) =>
      error instanceof AppError && error.code === "UNAVAILABLE"
        ? "again"
        : `failed ${error instanceof Error ? error.message : error}`.replaceAll("\n", " "),
  );
  process.stdout.write(`${answer}\n`);
}
process.exit(0);

async function turn(orgId: string, moment: string, suggests: boolean): Promise<void> {
  process.env.TOUCHLINE_TEST_CLOCK = moment;
  const context = () => contextOf(orgId);
  while ((await checkEnrollments(context(), {})).more);
  while ((await runEnrollments(context(), {})).more);
  if (suggests) while ((await findSuggestions(context(), {})).more);
  // A person's message waits ten seconds before it leaves.
  process.env.TOUCHLINE_TEST_CLOCK = new Date(Date.parse(moment) + 20_000).toISOString();
  await checkUnderway({ context, ways });
  await sendMessages({ context, worker, ways });
}
