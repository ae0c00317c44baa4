import { AppError, type ErrorCode } from "./errors";

// SQLSTATEs of our own triggers (drizzle), and the few of PostgreSQL's that a caller can cause.
const meanings: Record<string, [ErrorCode, string]> = {
  TL010: ["CONFLICT", "A touch in the ledger is never rewritten. Log a correction instead."],
  TL011: ["CONFLICT", "The message has moved on in the meantime. Reload to see its state."],
  TL012: [
    "CONFLICT",
    "It may have arrived, so it is never sent again by itself. Look it up, then say what became of it.",
  ],
  TL020: [
    "STATUS_NOT_ALLOWED",
    "The lead cannot go from its present status to that one. Reload to see where it stands.",
  ],
  TL021: ["STATUS_NOT_ALLOWED", "Somebody changed the status in the meantime. Reload to see where the lead stands."],
  TL022: ["INVALID", "This change of status needs a reason."],
  TL023: ["STATUS_NOT_ALLOWED", "A lead becomes a client by converting it. POST /api/leads/{id}/convert does so."],
  TL024: ["STATUS_NOT_ALLOWED", "A client becomes a lead again by undoing its conversion, which an admin does."],
  TL025: ["CONFLICT", "This lead was purged: what said who it was is gone, so it cannot come back."],
  TL033: ["CONFLICT", "A message that waits needs this slot. Reload to see who wrote it, then cancel or override it."],
  TL040: ["DNC_BLOCKED", "This person is on the do-not-contact list. Nobody may contact them."],
  TL042: [
    "UNAVAILABLE",
    "The key of erased people is missing, so nobody can say who they are. Nothing goes out until secrets.json is back.",
  ],
  TL043: ["FORBIDDEN", "Removing an entry takes a reason, an admin who asks and a second person who approves."],
  TL044: ["NO_CONSENT", "There is no consent for this address. Record one first, or leave them alone."],
  TL045: ["CONFLICT", "Somebody decided this request in the meantime. Reload to see how."],
  TL060: ["INVALID", "There is no such channel that counts as contact here. GET /api/settings lists the windows."],
  TL061: [
    "CONFLICT",
    "Messages that wait would take each other's place in this group. Let them go out or cancel them, then change the group.",
  ],
  TL070: ["CONFLICT", "Somebody else decided this in the meantime. Reload to see it."],
  TL071: ["CONFLICT", "The lead is theirs already. Reload to see it."],
  TL081: ["CONFLICT", "This was taken back already. Reload to see how things stand."],
  TL082: ["CONFLICT", "This was done already. Reload to see how."],
  TL100: ["CONFLICT", "Somebody said that these are two people. Reload to see it."],
  TL101: ["NOT_FOUND", "One of the two leads is not here any more. Reload to see what became of it."],
  TL102: ["NOT_FOUND", "There is no such merge to take back. Reload to see where the lead stands."],
  TL103: ["CONFLICT", "This person was erased: the merge cannot be taken back."],
  TL104: ["CONFLICT", "A later merge stands on this one. Take that one back first."],
  TL110: ["STALE", "Somebody changed this template since you opened it. Reload and make your change again."],
  TL111: ["CONFLICT", "The file went with another message. Attach it again."],
  TL120: ["CONFLICT", "A source cannot lie under itself. Choose another one above it."],
  TL121: ["CONFLICT", "A transaction of a budget stays as it is. Reverse it instead."],
  TL122: ["NOT_FOUND", "There is no such account here. GET /api/budget/accounts lists them."],
  TL123: ["NOT_FOUND", "There is no such transaction to reverse in this account."],
  TL124: ["CONFLICT", "This transaction was reversed already. Reload to see it."],
  TL125: [
    "INVALID",
    'There is no exchange rate for this day, nor for the 30 days before it. Set one first: "Set rate" under Budget, Costs, or PUT /api/fx_rates.',
  ],
  TL140: ["CONFLICT", "A published version is never changed. Change the draft, then publish it."],
  TL141: ["CONFLICT", "This enrollment has ended. Enroll the lead again instead."],
  TL142: ["CONFLICT", "This item was done already. Reload to see how."],
  TL150: ["CONFLICT", "Somebody gave this lead its score. Clear the score, then the model scores it."],
  TL151: ["CONFLICT", "This suggestion was decided already. Reload to see what became of it."],
  TL152: ["CONFLICT", "This suggestion was decided already. Reload to see what became of it."],
  TL153: ["STALE", "Somebody changed this suggestion since you opened it. Reload and look at it again."],
  TL154: ["CONFLICT", "This is not carried out by itself. Its owner presses the button."],
  TL155: ["CONFLICT", "The limit of what goes out by itself in a day is reached. The rest waits for a press."],
  "23503": ["NOT_FOUND", "Something this refers to does not exist here."],
  "23505": ["CONFLICT", "The same thing was just stored by somebody else. Reload to see it."],
  "22008": ["INVALID", "A day or time lies too far away to be stored. Check its year."],
  "22021": ["INVALID", "The text holds a character that cannot be stored (NUL). Remove it."],
  "22023": ["INVALID", "A value is none of those that are known here, such as a time zone. Check its spelling."],
  "22P05": ["INVALID", "The text holds a character that cannot be stored (NUL). Remove it."],
  "55P03": ["UNAVAILABLE", "Others are at work on the same thing. Nothing was changed; try again in a moment."],
  "57014": ["UNAVAILABLE", "This took too long and was stopped. Nothing was changed; narrow it down or try again."],
};

const unreachable = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
  "ENOTFOUND",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "08006",
  "08003",
]);

/** A driver's error as ours; unknown ones pass through and end as INTERNAL at the door. */
export function translateDatabaseError(error: unknown): unknown {
  const root = rootOf(error);
  const code = codeOf(root);
  if (code === undefined) return error;
  if (unreachable.has(code)) {
    return new AppError(
      "UNAVAILABLE",
      "The database is not reachable right now. Nothing was changed; try again in a moment.",
      { cause: root },
    );
  }
  const meaning = meanings[code];
  return meaning ? new AppError(meaning[0], meaning[1], { cause: root }) : error;
}

/** Deadlock, serialization failure, a window changed under way (TL031), a slot lost to a race (TL032): the whole command may run again. */
export const isRetryable = (error: unknown) =>
  ["40P01", "40001", "TL031", "TL032"].includes(codeOf(rootOf(error)) ?? "");

/** The SQLSTATE or system code of an error, if it has one. */
export const databaseErrorCode = (error: unknown) => codeOf(rootOf(error));

// Drizzle wraps the driver's error as its cause.
function rootOf(error: unknown): unknown {
  let root = error;
  while (root instanceof Error && root.cause instanceof Error && codeOf(root) === undefined) root = root.cause;
  return root;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || error instanceof AppError || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
