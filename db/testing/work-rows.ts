import type { Row, Words } from "./wall-words";

export function sequenceRows({ id, at, user, lead, touch, channel }: Words): [string, Row][] {
  return [
    ["campaigns", { name: channel, created_by: user }],
    ["nurture_sequences", { name: channel, created_by: user, live_version_id: null }],
    ["sequence_versions", { sequence_id: id("nurture_sequences"), number: 1, published_by: user }],
    ["sequence_steps", { version_id: id("sequence_versions"), position: 1, kind: "wait" }],
    [
      "lead_sequence_enrollments",
      {
        lead_id: lead,
        sequence_id: id("nurture_sequences"),
        version_id: id("sequence_versions"),
        step_id: id("sequence_steps"),
        status: "finished",
        ended_at: at,
        enrolled_by: user,
        sender_id: user,
      },
    ],
    [
      "enrollment_events",
      {
        enrollment_id: id("lead_sequence_enrollments"),
        at,
        kind: "enrolled",
        step_id: id("sequence_steps"),
        communication_id: touch,
        reason: "r",
        actor_id: user,
      },
    ],
    [
      "sequence_triggerings",
      {
        sequence_id: id("nurture_sequences"),
        lead_id: lead,
        cause_id: lead,
        kind: "api",
        at,
        outcome: "known",
        enrollment_id: null,
      },
    ],
    ["daily_outreach_batches", { user_id: user, day: at, capacity: 1 }],
    [
      "daily_outreach_items",
      {
        batch_id: id("daily_outreach_batches"),
        lead_id: lead,
        reason: "sequence",
        why: "w",
        channel,
        due_at: at,
        done_at: at,
        communication_id: touch,
        enrollment_id: id("lead_sequence_enrollments"),
        step_id: id("sequence_steps"),
      },
    ],
  ];
}

export function afterRows({ nth, id, at, user, lead, channel, hash }: Words): [string, Row][] {
  return [
    ["events", { kind: "lead.created", at, lead_id: lead, via: "web", payload_hash: hash }],
    ["event_heads", { position: 1, hash }],
    ["event_cursors", { name: channel }],
    ["member_goals", { user_id: user, touches: 30 }],
    ["member_mails", { user_id: user, key: "k", subject: "s", body: "b", next_at: at }],
    ["view_mails", { user_id: user, view: "funnel", frequency: "daily", next_at: at }],
    ["notifications", { user_id: user, kind: "k", event_id: id("events"), position: 1, lead_id: lead }],
    ["notification_mutes", { user_id: user, kind: "k" }],
    ["notification_digests", { user_id: user, next_at: at }],
    ["assignment_rules", { name: "r", position: 1 }],
    ["assignment_members", { rule_id: id("assignment_rules"), user_id: user }],
    ["lead_assignments", { lead_id: lead, from_user_id: user, to_user_id: user, strategy: "s", assigned_by: user, at }],
    ["notes", { lead_id: lead, author_id: user, body: "b" }],
    ["hand_overs", { lead_id: lead, asked_by: user, decided_by: user }],
    [
      "undo_entries",
      {
        command: "c",
        actor_id: user,
        lead_count: 1,
        before: "{}",
        after: "{}",
        expires_at: at,
        undone_at: at,
        undone_by: user,
      },
    ],
    [
      "bulk_actions",
      {
        started_by: user,
        ended_by: user,
        action: "delete",
        details: "{}",
        chosen: "{}",
        undo_entry_id: id("undo_entries"),
      },
    ],
    ["bulk_action_rows", { bulk_action_id: id("bulk_actions"), position: Number(nth), lead_id: lead }],
    ["saved_views", { owner_id: user, name: channel, team_id: id("teams") }],
    ["email_templates", { name: "t", channel, body: "b", owner_id: user, edited_by: user }],
    [
      "email_template_versions",
      { template_id: id("email_templates"), version: 1, body: "b", variables: "[]", edited_by: user },
    ],
    ["list_habits", { user_id: user, view_id: id("saved_views") }],
    [
      "clients",
      {
        name: "c",
        from_lead_id: lead,
        from_status: "qualified",
        converted_by: user,
        converted_at: at,
        undone_by: user,
      },
    ],
    ["duplicate_pairs", { lead_id: lead, other_id: lead, score: 1, reasons: "{}", decided_by: user }],
    [
      "lead_merges",
      { from_id: lead, into_id: lead, root_id: lead, merged_by: user, undone_by: user, at, moving_xid: "1" },
    ],
    ["lead_merge_rows", { merge_id: id("lead_merges"), place: "threads", row_id: id("threads") }],
  ];
}

export function scoreRows({ nth, id, at, user, lead, touch, channel }: Words): [string, Row][] {
  return [
    ["learned_models", { version: Number(nth), model: "{}", told: "{}", leads: 1, positives: 1, learned_at: at }],
    [
      "scoring_models",
      {
        version: Number(nth),
        weights: "{}",
        fit_share: 40,
        fit_cap: 100,
        engagement_cap: 100,
        half_life_days: 30,
        hot: 75,
        warm: 50,
        cold: 25,
        created_by: user,
      },
    ],
    [
      "suggestions",
      {
        lead_id: lead,
        type: "TASK",
        status: "PENDING",
        cause: "c",
        fingerprint: nth,
        user_id: user,
        decided_by: user,
        content: "{}",
        proposed: "{}",
        reasoning: "r",
        confidence: 1,
        expires_at: at,
        communication_id: touch,
        anchor_id: touch,
        reply_to_id: touch,
        channel,
        note_id: id("notes"),
      },
    ],
    ["autonomy_settings", { user_id: user, action: "TASK", level: "off", day_limit: 1, changed_by: user }],
    [
      "ai_runs",
      {
        user_id: user,
        lead_id: lead,
        suggestion_id: id("suggestions"),
        purpose: "suggestion",
        model: "m",
        status: "done",
        reserved_tokens: 1,
        started_at: at,
      },
    ],
    [
      "lead_score_history",
      { lead_id: lead, at, score: 1, fit: 1, engagement: 1, factors: "[]", model_version: 1, reason: "night" },
    ],
  ];
}
