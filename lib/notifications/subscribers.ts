import type { Subscribers } from "./rules";

/** On this event, these people are told that. Everything else is nobody's news. */
export const subscribers: Subscribers = {
  "lead.contacted": { kind: "lead_contacted", reasons: ["owner", "claimant"] },
  "lead.replied": { kind: "lead_replied", reasons: ["owner", "thread_owner", "author"] },
  "lead.assigned": { kind: "lead_assigned", reasons: ["assignee"] },
  "leads.assigned": { kind: "lead_assigned", reasons: ["assignee"] },
  "lead.moved": { kind: "lead_moved", reasons: ["former"] },
  "slot.requested": { kind: "slot_asked", reasons: ["assignee"] },
  "outreach.overridden": { kind: "slot_overridden", reasons: ["holder"] },
  "message.blocked": { kind: "message_blocked", reasons: ["author"] },
  "message.cancelled": { kind: "message_stopped", reasons: ["author"] },
  "message.failed": { kind: "message_stopped", reasons: ["author"] },
  "sending.paused": { kind: "message_stopped", reasons: ["way_keeper"] },
  "hand_over.requested": { kind: "hand_over_asked", reasons: ["decider"] },
  "hand_over.accepted": { kind: "hand_over_decided", reasons: ["asker"] },
  "hand_over.rejected": { kind: "hand_over_decided", reasons: ["asker"] },
  "sequence.trigger_lost": { kind: "trigger_lost", reasons: ["keeper"] },
  "note.mentioned": { kind: "note_mentioned", reasons: ["assignee"] },
};
