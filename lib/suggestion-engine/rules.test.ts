import { expect, it } from "vitest";
import { CAUSES, type Candidate, proposalOf } from "./rules";

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
  zone: "UTC",
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
  ["2026-03-03T08:30:00Z", "UTC", "3 Mar"],
  ["2026-03-03T08:30:00Z", "America/Los_Angeles", "3 Mar"],
  ["2026-03-03T07:30:00Z", "America/Los_Angeles", "2 Mar"],
  ["2025-12-31T23:30:00Z", "UTC", "31 Dec 2025"],
  ["2025-12-31T23:30:00Z", "Europe/Vienna", "1 Jan"],
])(
  "says of an answer at %s by the clock in %s that it came on %s, which stays true however long it waits",
  (at, zone, words) => {
    const { reasoning } = proposalOf(
      { ...candidate, zone, last_response_at: new Date(at) },
      { done: 0, decided: 0 },
      now,
    );
    expect(reasoning).toBe(`They wrote on ${words} and nobody has answered.`);
  },
);

it.each(CAUSES)("names no age in what is said and written of %s", (cause) => {
  const touched = { ...candidate, cause, touch_at: now, last_contacted_at: now, contact_count: 3, score: 90 };
  const { reasoning, content } = proposalOf(touched, { done: 0, decided: 0 }, now);
  expect(`${reasoning} ${JSON.stringify(content)}`).not.toMatch(/\bago\b|\d+ (days|hours)/);
});
