import { AppError } from "@/lib/core/errors";
import { composeLetter } from "@/lib/letters/compose-letter";
import type { Claimed } from "@/lib/letters/schema";
import type { Line, Outcome } from "@/lib/mail/rules";
import { recordSignIn } from "@/lib/mailboxes/record-sign-in";
import { recordServerSignIn } from "@/lib/sending-limits/record-server-sign-in";
import type { Desk, Pool } from "./open-desk";
import { wayOf } from "./rules";
import type { Sending } from "./schema";

/** Puts a message together and hands it to its way out; what its server said of it. */
export async function sendLetter(
  message: Claimed,
  { context, ways }: Pick<Sending, "context" | "ways">,
  { desk, pool }: { desk: Desk; pool: Pool },
): Promise<Outcome> {
  const letter = await composeLetter(message, context().orgId).catch(unmade);
  if ("kind" in letter) return letter;
  const { transport, mailbox, id, number } = message;
  let line: Line;
  try {
    line = await pool.take(wayOf(message), () => ways.line(context(), transport, mailbox?.id ?? null));
  } catch (error) {
    return { kind: "later", response: wordsOf(error) };
  }
  let stop: string | null = null;
  try {
    const outcome = await line.send(letter, async () => {
      const answer = await desk.begin({ id, number });
      stop = answer.stop;
      return answer.held;
    });
    if (outcome.kind === "stopped") return { kind: "stopped", response: stop ?? "" };
    // Before the message waits again, so that nobody takes it in between.
    if (outcome.kind === "later" && outcome.signIn) await tellRefused(message, outcome.response, { context, ways });
    if (message.tries && (outcome.kind === "sent" || outcome.kind === "rejected"))
      await recordServerSignIn(context(), { server: ways.server ?? null, refused: null }).catch(() => {});
    return outcome;
  } finally {
    pool.give(wayOf(message), line);
  }
}

/** A mailbox that cannot be told so, or is gone by now, refuses the next message too, and is told then; so does the operator's server. */
const tellRefused = ({ mailbox }: Claimed, refused: string, { context, ways }: Pick<Sending, "context" | "ways">) =>
  (mailbox
    ? recordSignIn(context(), { mailbox_id: mailbox.id, version: mailbox.version, way: "sending", refused })
    : recordServerSignIn(context(), { server: ways.server ?? null, refused })
  ).catch(() => {});

/** What is wrong with the message itself stays wrong; a disk that does not answer may do so later. */
const unmade = (error: unknown): Outcome =>
  error instanceof AppError && error.code === "INVALID"
    ? { kind: "rejected", response: error.message }
    : { kind: "later", response: `It could not be made into a mail: ${wordsOf(error)}` };

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
