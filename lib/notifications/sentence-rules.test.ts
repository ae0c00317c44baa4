import { expect, test } from "vitest";
import type { Notification } from "./schema";
import { notificationPath, notificationSentence } from "./sentence-rules";

const base: Notification = {
  id: "n",
  kind: "lead_contacted",
  at: "2026-03-02T10:00:00Z",
  read_at: null,
  actor: { id: "a", name: "Alice Moreau" },
  lead: { id: "l", name: "Ines Calder", company: "Larkfield" },
  sequence: null,
  stopped: null,
  method: "call",
  outcome: null,
};

const stop = (reason: string | null): Partial<Notification> => ({
  kind: "message_stopped",
  lead: null,
  stopped: { mailbox: { id: "m", name: "rep1@acme.example" }, server: null, reason },
});

test.each<[Partial<Notification>, string]>([
  [{}, "Alice Moreau called Ines Calder"],
  [{ method: "meeting" }, "Alice Moreau had a meeting with Ines Calder"],
  [{ method: null, actor: null }, "Somebody contacted Ines Calder"],
  [{ kind: "lead_replied" }, "Ines Calder replied"],
  [{ kind: "slot_overridden", method: "email" }, "Alice Moreau overrode your email slot with Ines Calder"],
  [{ kind: "slot_asked", method: "email" }, "Alice Moreau would like to email Ines Calder and asks you"],
  [{ kind: "slot_asked", method: "meeting" }, "Alice Moreau would like to meet Ines Calder and asks you"],
  [{ kind: "hand_over_asked" }, "Alice Moreau asks you for Ines Calder"],
  [{ kind: "hand_over_decided", outcome: "accepted" }, "Alice Moreau handed Ines Calder over to you"],
  [{ kind: "hand_over_decided", outcome: "rejected", lead: null }, "The lead you asked for stays where it is"],
  [{ kind: "lead_assigned" }, "Alice Moreau gave you Ines Calder"],
  [{ kind: "lead_assigned", lead: null }, "Alice Moreau gave you leads"],
  [
    { kind: "trigger_lost", actor: null, lead: null, sequence: { id: "s", name: "After the fair" } },
    "Nobody comes into After the fair by itself any more: what it watched is gone",
  ],
  [
    { ...stop("2 of the last 60 were reported as spam."), actor: { id: null, name: "Touchline" } },
    "Nothing leaves from rep1@acme.example any more: 2 of the last 60 were reported as spam.",
  ],
  [stop("On holiday"), "Alice Moreau stopped what leaves from rep1@acme.example: On holiday"],
  [{ ...stop(null), stopped: { mailbox: null, server: null, reason: null } }, "Alice Moreau stopped what leaves"],
  [
    {
      ...stop(null),
      actor: { id: null, name: "Touchline" },
      stopped: { mailbox: null, server: "smtp.us.example", reason: "smtp.us.example refuses us." },
    },
    "Emails of people without a mailbox wait: smtp.us.example refuses us.",
  ],
  [{ kind: "message_stopped", lead: null }, "Your message to a lead will not go out"],
  [{ kind: "lead_moved" }, "Alice Moreau took Ines Calder out of your leads"],
])("%j reads %s", (change, sentence) => {
  expect(notificationSentence({ ...base, ...change })).toBe(sentence);
});

test("leads to where one does something about it", () => {
  expect(notificationPath(base)).toBe("/leads/l");
  expect(notificationPath({ ...base, ...stop("Bounces") })).toBe("/settings/mailboxes#m");
  expect(notificationPath({ ...base, lead: null, stopped: { mailbox: null, server: null, reason: null } })).toBe(
    "/settings/mailboxes",
  );
  expect(notificationPath({ ...base, lead: null })).toBeNull();
});
