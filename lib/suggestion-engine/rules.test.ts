import { expect, it } from "vitest";
import { type Candidate, proposalOf } from "./rules";

const now = new Date("2026-03-03T09:00:00Z");
const candidate: Candidate = {
  lead_id: "01890000-0000-7000-8000-000000000001",
  cause: "unanswered",
  fingerprint: "unanswered:1",
  first_name: "Jo",
  name: "Jo Doe",
  company: null,
  owner_id: null,
  owner_name: null,
  timezone: null,
  score: null,
  status: "conversing",
  status_changed_at: now,
  contact_count: 0,
  last_contacted_at: null,
  last_response_at: null,
  anchor_id: null,
  touch_id: null,
  touch_channel: "email",
  touch_subject: null,
  touch_at: null,
};

it.each([
  ["2026-03-03T08:30:00Z", "less than an hour ago"],
  ["2026-03-03T07:59:00Z", "an hour ago"],
  ["2026-03-02T10:00:00Z", "23 hours ago"],
  ["2026-03-02T08:00:00Z", "a day ago"],
  ["2026-02-26T09:00:00Z", "5 days ago"],
])("says of an answer at %s that it came %s, and of none that it was today", (at, words) => {
  const { reasoning } = proposalOf({ ...candidate, last_response_at: new Date(at) }, { done: 0, decided: 0 }, now);
  expect(reasoning).toBe(`They wrote ${words} and nobody has answered.`);
});
