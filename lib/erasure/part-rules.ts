/** A table of which an export holds rows: those of the lead `l`, as `x`, in order. */
type Part = { table: string; where: string; order?: string; shown?: string };

const ofLead = (table: string, order = "created_at"): Part => ({ table, where: "x.lead_id = l.id", order });
const ofTouch = (table: string, shown = "to_jsonb(x)"): Part => ({
  table,
  where: "x.communication_id in (select c.id from communications c where c.lead_id = l.id)",
  shown,
});

/** What a person's export holds beside the lead itself, by its name there. A table that names a lead is here or in `leftOut`. */
export const personParts = {
  contact_points: ofLead("contact_points", "id"),
  communications: ofLead("communications", "occurred_at"),
  threads: ofLead("threads"),
  status_history: ofLead("lead_status_history", "at"),
  assignments: ofLead("lead_assignments"),
  hand_overs: ofLead("hand_overs"),
  scores: ofLead("lead_score_history"),
  consents: {
    table: "consents",
    where: "exists (select from contact_points p where p.lead_id = l.id and p.kind = x.kind and p.norm = x.value_norm)",
    order: "at",
  },
  collisions: ofLead("collision_incidents", "at"),
  overrides: ofTouch("outreach_overrides"),
  notes: ofLead("notes"),
  received: {
    table: "inbound_messages",
    where: "(x.lead_id = l.id or (x.state = 'passing' and x.from_norm = lower(l.email)))",
    order: "occurred_at",
  },
  message_events: ofTouch("communication_events"),
  attachments: {
    table: "attachments",
    where:
      "(x.communication_id in (select c.id from communications c where c.lead_id = l.id) or x.inbound_message_id in (select i.id from inbound_messages i where i.lead_id = l.id))",
    order: "created_at",
  },
  calls: ofTouch("call_results"),
  transcripts: ofTouch("communication_transcripts", "to_jsonb(x) - 'words'"),
  suggestions: ofLead("suggestions"),
  model_runs: ofLead("ai_runs"),
  outreach_items: ofLead("daily_outreach_items"),
  enrollments: ofLead("lead_sequence_enrollments"),
  enrollment_events: {
    table: "enrollment_events",
    where: "x.enrollment_id in (select e.id from lead_sequence_enrollments e where e.lead_id = l.id)",
  },
  triggerings: ofLead("sequence_triggerings"),
  stakeholders: ofLead("lead_contacts"),
  snoozes: ofLead("lead_snoozes"),
  imported_rows: ofLead("import_rows"),
  external_links: ofLead("external_links"),
  bulk_changes: ofLead("bulk_action_rows"),
  clients: { table: "clients", where: "x.from_lead_id = l.id" },
} satisfies Record<string, Part>;
export type PersonPart = keyof typeof personParts;

/** Tables that name a lead or a touch and say nothing of the person that the export does not say elsewhere. */
export const leftOut: Readonly<Record<string, string>> = {
  contact_guards: "until when a touch keeps others away: the touch is there",
  delivery_attempts: "tries to hand a message to its server: what became of it is there",
  dnc_entries: "there under its own name, with what reaches the person by domain or hash",
  duplicate_pairs: "which leads look alike",
  events: "there under its own name, with those of leads made one with this",
  lead_outreach: "counts of the touches that are there",
  lead_tags: "there as the words themselves",
  leads: "the lead itself",
  notifications: "which colleague was told of an event that is there",
  outreach_claims: "who was writing in the last five minutes",
  rollup_deltas: "counts of the touches that are there",
  thread_links: "which Message-ID belongs to which conversation: the messages are there",
};

/** The part as an expression over the lead `l`: its rows as they are kept, in order. */
export function partJson({ table, where, order = "created_at", shown = "to_jsonb(x)" }: Part): string {
  return `(select coalesce(jsonb_agg(${shown} order by x.${order}, x.id), '[]') from ${table} x where ${where})`;
}
