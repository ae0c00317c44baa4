import { expect, it } from "vitest";
import { joinedThreads } from "./rules";

const placed = (messageId: string, ...named: string[]) => ({
  leadId: "l",
  channel: "email",
  messageId,
  named,
  subject: null,
});
const kin = (message_id: string, thread_id: string | null, communication_id: string | null = null) => ({
  lead_id: "l",
  message_id,
  thread_id,
  communication_id,
});

it("finds the conversation that was there first, joins the others to it, and starts one where none is", () => {
  expect(
    joinedThreads([placed("r", "a", "b"), placed("new")], [kin("a", "t2"), kin("b", "t1"), kin("b", null, "c1")]),
  ).toEqual([
    { threadId: "t1", others: ["t2"], loose: ["c1"] },
    { threadId: null, others: [], loose: [] },
  ]);
});

it("places a message where its conversation went with one before it", () => {
  const found = joinedThreads(
    [placed("r", "a", "b"), placed("s", "c"), placed("u", "d", "c")],
    [kin("a", "t2"), kin("b", "t1"), kin("c", "t2"), kin("d", "t0")],
  );
  expect(found.map((one) => [one.threadId, one.others])).toEqual([
    ["t1", ["t2"]],
    ["t1", []],
    ["t0", ["t1"]],
  ]);
});

it("keeps the conversations of two leads apart", () => {
  const other = { ...placed("r", "a"), leadId: "m" };
  expect(joinedThreads([other], [kin("a", "t1")])).toEqual([{ threadId: null, others: [], loose: [] }]);
});
