import { expect, it } from "vitest";
import { detectToldOptOut } from "./told-rules";

const told = (body: string) => detectToldOptOut({ channel: "linkedin", subject: null, body });

it.each([
  "They asked to stop",
  "Ada asked us to stop contacting her.",
  "Not interested. Wants to be removed",
  "She wants off our list",
  "He told me never to write again",
  "Please don't contact him any more",
  "Does not want to hear from us again",
  "Opted out",
  "Leave them alone",
  "STOP",
  "Please remove me from your list",
])("blocks who is told to want no more: %s", (body) => {
  expect(told(body)?.words).toBeTruthy();
});

it.each([
  "They asked us to stop by on Tuesday",
  "Wants to stop using their old tool",
  "Interested, wants a demo",
  "Asked whether they can opt out of the annual plan later",
  "Did not ask to be removed",
  "Prefers to be called after nine",
  "Don't call him before nine",
])("blocks nobody for: %s", (body) => {
  expect(told(body)).toBeNull();
});
