import { describe, expect, it } from "vitest";
import type { Touch } from "@/lib/communications/schema";
import {
  asHappened,
  awaitingAnswer,
  filterEntries,
  filterTouches,
  groupTouches,
  type TimelineEntry,
  type TouchFilter,
} from "./group-touches";

const alice = { id: "0199d0a0-0000-7000-8000-00000000000a", name: "Alice Moreau" };
const thread = "0199d0a0-0000-7000-8000-0000000000aa";

function touch(id: number, occurred_at: string, rest: Partial<Touch> = {}): Touch {
  return {
    id: `0199d0a0-0000-7000-8000-00000000010${id}`,
    lead_id: "0199d0a0-0000-7000-8000-000000000001",
    method: "email",
    direction: "outbound",
    subject: "Dates",
    body_preview: "Hi Ines",
    responded: false,
    response_at: null,
    user: alice,
    occurred_at,
    created_at: occurred_at,
    thread_id: null,
    thread_subject: null,
    status: "logged",
    intent: "happened",
    source: "manual_log",
    collisions: [],
    ...rest,
  };
}

const shape = (touches: Touch[], zone = "UTC", entries: TimelineEntry[] = []) =>
  groupTouches(touches, zone, entries).map((day) =>
    day.blocks.map((block) => {
      if (block.kind === "single") return block.touch.id.at(-1);
      return block.kind === "entry" ? block.entry.id : block.days.map((one) => one.touches.length);
    }),
  );

const entry = (id: string, at: string, body = "Ask her"): TimelineEntry => ({
  kind: "note",
  id,
  at,
  note: { id, lead_id: "l", body, author: alice, mentions: [], created_at: at, edited_at: null },
});

describe("what stands between the touches", () => {
  const touches = [touch(1, "2026-11-11T10:00:00.000Z"), touch(2, "2026-11-13T10:00:00.000Z")];

  it("stands at its own time, on a day of its own where nobody was touched", () => {
    const entries = [entry("late", "2026-11-13T11:00:00.000Z"), entry("alone", "2026-11-12T11:00:00.000Z")];
    expect(shape(touches, "UTC", entries)).toEqual([["late", "2"], ["alone"], ["1"]]);
    expect(shape([], "UTC", entries)).toEqual([["late"], ["alone"]]);
  });

  it("never cuts a conversation in two", () => {
    const conversation = touches.map((one) => ({ ...one, thread_id: thread }));
    expect(shape(conversation, "UTC", [entry("n", "2026-11-12T11:00:00.000Z")])).toEqual([[[1, 1]], ["n"]]);
  });

  it("is found by its words and its author, and is no part of a channel, a direction or the touches alone", () => {
    const all = { channel: null, user: null, direction: null, words: "" };
    const found = (filter: Partial<TouchFilter>) =>
      filterEntries([entry("n", "2026-11-12T11:00:00.000Z", "Ask about the depot")], { ...all, ...filter }).length;
    expect(found({})).toBe(1);
    expect([found({ words: "DEPOT alice" }), found({ words: "lorry" })]).toEqual([1, 0]);
    expect([found({ user: alice.id }), found({ user: "somebody else" })]).toEqual([1, 0]);
    expect([found({ channel: "email" }), found({ direction: "inbound" }), found({ show: "touches" })]).toEqual([
      0, 0, 0,
    ]);
  });
});

describe("the timeline", () => {
  it("puts the newest day first whatever order the touches come in", () => {
    const old = touch(1, "2026-11-11T10:00:00.000Z");
    const fresh = touch(2, "2026-11-17T10:00:00.000Z");
    expect(shape([old, fresh])).toEqual([["2"], ["1"]]);
  });

  it("keeps a thread together at its newest day, older messages under their own day", () => {
    const given = [
      touch(1, "2026-11-17T10:24:00.000Z", { thread_id: thread }),
      touch(2, "2026-11-16T16:02:00.000Z", { thread_id: thread, direction: "inbound" }),
      touch(3, "2026-11-16T12:00:00.000Z"),
      touch(4, "2026-11-16T11:15:00.000Z", { thread_id: thread }),
    ];
    expect(shape(given)).toEqual([[[1, 2]], ["3"]]);
  });

  it("draws no rail for a thread of one", () => {
    expect(shape([touch(1, "2026-11-17T10:24:00.000Z", { thread_id: thread })])).toEqual([["1"]]);
  });

  it("counts days where the reader is", () => {
    const given = [touch(1, "2026-11-17T23:30:00.000Z"), touch(2, "2026-11-17T22:30:00.000Z")];
    expect(shape(given)).toHaveLength(1);
    expect(shape(given, "Europe/Berlin")).toHaveLength(2);
  });
});

describe("the timeline's filter", () => {
  const call = touch(1, "2026-11-17T10:00:00.000Z", { method: "call", body_preview: "Left a voicemail" });
  const reply = touch(2, "2026-11-16T10:00:00.000Z", { direction: "inbound", user: null });
  const all = { channel: null, user: null, direction: null, words: "" };

  it.each([
    [{ channel: "call" }, [call]],
    [{ direction: "inbound" }, [reply]],
    [{ user: alice.id }, [call]],
    [{ words: "VOICEMAIL left" }, [call]],
    [{ words: "nothing like it" }, []],
  ])("with %o keeps only what fits", (filter, kept) => {
    expect(filterTouches([call, reply], { ...all, ...filter })).toEqual(kept);
  });
});

describe("messages among touches", () => {
  const next = "2026-11-26T09:00:00.000Z";

  it("stand above while they wait, and where they ended once they will not go out", () => {
    const ended_at = "2026-11-18T10:00:00.000Z";
    const waiting = touch(1, next, { status: "queued" });
    const cancelled = touch(2, next, { status: "cancelled", ended_at });
    const late = touch(3, "2026-11-17T09:00:00.000Z", { status: "blocked", ended_at });
    expect(asHappened([waiting, cancelled, late]).map(({ id, occurred_at }) => [id.at(-1), occurred_at])).toEqual([
      ["2", ended_at],
      ["3", late.occurred_at],
    ]);
  });

  it("leave a message of theirs unanswered until one of ours has left", () => {
    const theirs = touch(1, "2026-11-16T16:02:00.000Z", { direction: "inbound", thread_id: thread });
    const elsewhere = touch(2, "2026-11-15T16:02:00.000Z", { direction: "inbound", method: "call" });
    const waiting = touch(3, next, { status: "queued", thread_id: thread });
    const answered = touch(4, "2026-11-17T09:00:00.000Z", { thread_id: thread });
    const open = (touches: Touch[]) => awaitingAnswer(touches).map(({ id }) => id.at(-1));
    expect(open([elsewhere, theirs, waiting])).toEqual(["1", "2"]);
    expect(open([elsewhere, theirs, waiting, answered])).toEqual(["2"]);
  });
});
