import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { composeLetter } from "@/lib/letters/compose-letter";
import type { Claimed } from "@/lib/letters/schema";
import type { Line, Outcome } from "@/lib/mail/rules";
import { recordSignIn } from "@/lib/mailboxes/record-sign-in";
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
    if (outcome.kind === "later" && outcome.signIn && mailbox) await tellRefused(mailbox, outcome.response, context());
    return outcome;
  } finally {
    pool.give(wayOf(message), line);
  }
}

/** A mailbox that cannot be told so, or is gone by now, refuses the next message too, and is told then. */
const tellRefused = ({ id, version }: { id: string; version: number }, refused: string, ctx: Context) =>
  recordSignIn(ctx, { mailbox_id: id, version, way: "sending", refused }).catch(() => {});

/** What is wrong with the message itself stays wrong; a disk that does not answer may do so later. */
const unmade = (error: unknown): Outcome =>
  error instanceof AppError && error.code === "INVALID"
    ? { kind: "rejected", response: error.message }
    : { kind: "later", response: `It could not be made into a mail: ${wordsOf(error)}` };

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
