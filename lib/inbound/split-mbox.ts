/** One message of a mailbox file: its place in the file and its bytes, or null when it is longer than allowed. */
export type MboxMessage = { offset: number; length: number; bytes: Uint8Array | null };

type Draft = { offset: number; length: number; kept: Uint8Array[]; size: number; tooLong: boolean };
type State = { draft: Draft | null; position: number; afterBlank: boolean; midLine: boolean; longest: number };

const newline = 10;
const longestLine = 64 * 1024;

/**
 * Splits a mailbox file (mbox, mboxrd; LF or CRLF) into messages while it is read. Memory is bounded by one message,
 * and a message by `longest` bytes: a longer one is counted and handed on without its bytes.
 */
export async function* splitMbox(source: AsyncIterable<Uint8Array>, longest = 50_000_000): AsyncGenerator<MboxMessage> {
  const state: State = { draft: null, position: 0, afterBlank: true, midLine: false, longest };
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of source) {
    const bytes = joined([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      const finished = takeLine(state, bytes.subarray(start, end + 1));
      if (finished !== null) yield finished;
      start = end + 1;
    }
    rest = bytes.slice(start);
    if (rest.length <= longestLine) continue;
    // A line without an end is passed on in pieces; only its first piece can open a message.
    const finished = takeLine(state, rest);
    if (finished !== null) yield finished;
    rest = new Uint8Array();
  }
  const finished = rest.length > 0 ? takeLine(state, rest) : null;
  if (finished !== null) yield finished;
  if (state.draft !== null) yield ended(state.draft, state.position);
}

/** Adds a line, or a piece of one, to the message being read; returns the message that the line ends. */
function takeLine(state: State, line: Uint8Array): MboxMessage | null {
  const { draft, position, afterBlank, midLine } = state;
  state.position += line.length;
  const blank = !midLine && (line.length === 1 || (line.length === 2 && line[0] === 13));
  const opens = !midLine && afterBlank && isPostmark(line);
  state.midLine = line.at(-1) !== newline;
  state.afterBlank = blank;
  if (opens) {
    state.draft = { offset: position, length: 0, kept: [], size: 0, tooLong: false };
    return draft === null ? null : ended(draft, position);
  }
  // Bytes before the first postmark are a message all the same: a single .eml file is a mailbox of one.
  if (draft === null && blank) state.afterBlank = true;
  else keep(draft ?? started(state, position), midLine ? line : unquoted(line), state.longest);
  return null;
}

function started(state: State, offset: number): Draft {
  state.draft = { offset, length: 0, kept: [], size: 0, tooLong: false };
  return state.draft;
}

function keep(draft: Draft, line: Uint8Array, longest: number): void {
  draft.size += line.length;
  draft.tooLong ||= draft.size > longest;
  if (draft.tooLong) draft.kept = [];
  else draft.kept.push(line);
}

function ended(draft: Draft, position: number): MboxMessage {
  const bytes = draft.tooLong ? null : joined(draft.kept);
  return { offset: draft.offset, length: position - draft.offset, bytes };
}

// "From " alone begins many sentences in mail of writers that quote nothing, so the line must also look like a postmark:
// a sender and a time with its year, or a sender and nothing else.
function isPostmark(line: Uint8Array): boolean {
  if (!begins(line, 0)) return false;
  const text = String.fromCharCode(...line.subarray(0, 400)).trimEnd();
  return /^From \S.*\d{1,2}:\d{2}.*\b\d{4}\b/.test(text) || /^From \S+$/.test(text);
}

/** mboxrd: a body line of any number of > before "From " carries one > too many. */
function unquoted(line: Uint8Array): Uint8Array {
  let quotes = 0;
  while (line[quotes] === 62) quotes += 1;
  return quotes > 0 && begins(line, quotes) ? line.subarray(1) : line;
}

function begins(line: Uint8Array, at: number): boolean {
  // F r o m and a space
  return [70, 114, 111, 109, 32].every((code, index) => line[at + index] === code);
}

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
