import { expect, it } from "vitest";
import { toldReplyClassOf } from "./told-rules";

it.each([
  ["unsubscribe", "They asked to stop"],
  ["negative", "Said no, has no budget this year"],
  ["negative", "Declined politely."],
  ["negative", "Not interested"],
  ["positive", "Wants a demo on Tuesday"],
  ["positive", "Answered on LinkedIn: asked for our pricing"],
  ["positive", "Sounds good, let's talk next week"],
  ["positive", "She is interested"],
  ["urgent", "Needs it by tomorrow"],
  ["urgent", "Asked us to call today"],
  ["neutral", "Answered by email"],
  ["neutral", "Referred us to Bob in purchasing"],
])("takes for %s what a colleague wrote down: %s", (replyClass, body) => {
  expect(toldReplyClassOf("Re: Hello", body)?.replyClass).toBe(replyClass);
});

it("says nothing where nothing was written down", () => {
  expect(toldReplyClassOf("Re: interested", " ")).toBeNull();
});
