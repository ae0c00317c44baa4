import { expect } from "vitest";

export type HeardEvent = { id: string; event: string; data: string };
export type HeardStream = {
  /** everything that came, as it came */
  text: () => string;
  /** waits until the stream has said this */
  says: (text: string | RegExp) => Promise<void>;
  /** the events up to now */
  told: () => HeardEvent[];
  /** waits for so many events and no more of them */
  events: (count: number) => Promise<HeardEvent[]>;
  /** resolves when the stream ends, in whatever way */
  ended: Promise<void>;
};

/** Reads server-sent events as a browser does: only blocks with data are events. */
export function hearStream(stream: ReadableStream<Uint8Array> | null): HeardStream {
  let text = "";
  const decoder = new TextDecoder();
  const read = async () => {
    for await (const chunk of stream ?? []) text += decoder.decode(chunk, { stream: true });
  };
  const events = async (count: number) => {
    await expect.poll(() => eventsOf(text).length, { timeout: 25_000 }).toBeGreaterThanOrEqual(count);
    expect(eventsOf(text)).toHaveLength(count);
    return eventsOf(text);
  };
  const says = (part: string | RegExp) => expect.poll(() => text, { timeout: 25_000 }).toMatch(part);
  return { text: () => text, says, told: () => eventsOf(text), events, ended: read().catch(() => {}) };
}

function eventsOf(text: string): HeardEvent[] {
  const blocks = text.split("\n\n").slice(0, -1);
  const fields = blocks.map((block) => new Map(block.split("\n").map((line) => splitLine(line))));
  const value = (block: Map<string, string>, name: string) => block.get(name) ?? "";
  return fields
    .filter((block) => block.has("data"))
    .map((block) => ({ id: value(block, "id"), event: value(block, "event"), data: value(block, "data") }));
}

function splitLine(line: string): [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
}
