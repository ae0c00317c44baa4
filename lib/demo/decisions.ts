import { read } from "@/lib/core/read";
import { listLeads } from "@/lib/leads/list-queries";
import { type Lead, listLeadsInputSchema } from "@/lib/leads/schema";
import { updateLead } from "@/lib/leads/update-lead";
import { assessLead } from "@/lib/outreach/assess-lead";
import { publishModel } from "@/lib/scoring/publish-model";
import { approveSuggestion } from "@/lib/suggestions/approve-suggestion";
import { modifySuggestion } from "@/lib/suggestions/modify-suggestion";
import { listOpen } from "@/lib/suggestions/queries";
import { rejectSuggestion } from "@/lib/suggestions/reject-suggestion";
import { sends } from "@/lib/suggestions/rules";
import type { Suggestion } from "@/lib/suggestions/schema";
import { snoozeSuggestion } from "@/lib/suggestions/snooze-suggestion";
import type { Calendar } from "./calendar";
import { onceFree } from "./once-free";
import { tellScores } from "./scores";
import type { Who } from "./sign-ins";
import type { Stage } from "./teller";

/** Leads of the reps that somebody else looks after by now: those who wait for an answer, and a deal far along. */
const takenOver: readonly { to: Who; from: Who; waiting: boolean; count: number }[] = [
  { to: "admin", from: "rep3", waiting: true, count: 2 },
  { to: "admin", from: "rep1", waiting: false, count: 2 },
  { to: "manager", from: "rep1", waiting: true, count: 2 },
  { to: "manager", from: "rep2", waiting: false, count: 1 },
];

type Decision = { by: Who; of: Suggestion["type"] } & (
  | { says: "reject"; reason: string }
  | { says: "approve" | "modify"; body?: string }
  | { says: "snooze" }
);

/** What people decided, a second each; the rest waits for whoever signs in. */
const decisions: readonly Decision[] = [
  { by: "rep1", of: "TASK", says: "reject", reason: "Owner-run company, nobody else decides" },
  { by: "rep1", of: "TASK", says: "approve" },
  {
    by: "rep1",
    of: "REPLY",
    says: "approve",
    body: "Thank you. The figures per vehicle are on one page; I will send it after lunch today, with the two options you asked about.\n\nDana",
  },
  {
    by: "rep1",
    of: "REPLY",
    says: "modify",
    body: "Good question. Our sensors log every two minutes and keep 30 days on the device, so a dead spot loses nothing. Shall I show you a trace?\n\nDana",
  },
  { by: "rep1", of: "REPLY", says: "snooze" },
  { by: "rep2", of: "TASK", says: "approve" },
  { by: "rep2", of: "REPLY", says: "approve" },
  { by: "rep2", of: "REPLY", says: "reject", reason: "I rang them instead; they have their answer" },
  {
    by: "rep2",
    of: "SEND_EMAIL",
    says: "modify",
    body: "As promised, the short list from our meeting: the two depots, the driver app, and the audit in March. What did I forget?\n\nAlice",
  },
  { by: "rep3", of: "REPLY", says: "reject", reason: "He is on leave until Monday" },
  { by: "rep3", of: "TASK", says: "approve" },
  {
    by: "rep3",
    of: "REPLY",
    says: "approve",
    body: "Yes, Thursday works. I will bring the calibration record of the probe we spoke about.\n\nBob",
  },
  { by: "rep4", of: "TASK", says: "reject", reason: "Wrong person: she has left the company" },
  { by: "rep4", of: "REPLY", says: "approve" },
  { by: "manager", of: "TASK", says: "approve" },
  { by: "admin", of: "TASK", says: "approve" },
];

/** Scores by a model that an admin has published, and what people said to the first suggestions; most of them wait. */
export async function tellDecisions(stage: Stage, calendar: Calendar): Promise<void> {
  const admin = stage.as("admin", calendar.hoursAgo(50), "scoring model");
  const note = "Few reach 75 here: hot begins at 70, warm at 45";
  await onceFree(() => publishModel(admin, { hot: 70, warm: 45, note }));
  await tellTakenOver(stage, calendar);
  await tellScores(stage, calendar);
  const decided = new Set<string>();
  for (const [nth, one] of decisions.entries()) {
    const open = (await openOf(stage, calendar, one.by)).filter(({ id, type }) => type === one.of && !decided.has(id));
    const found = await firstFree(stage, calendar, one, open);
    if (!found) continue;
    decided.add(found.id);
    await onceFree(() => decide(stage, calendar, nth, found));
  }
}

async function tellTakenOver(stage: Stage, calendar: Calendar): Promise<void> {
  const waiting = await leadsOf(stage, calendar, "conversing");
  const far = await leadsOf(stage, calendar, "qualified");
  for (const { to, from, count, ...which } of takenOver) {
    const owned = (which.waiting ? waiting.filter((lead) => lead.needs_reply) : far).filter(
      ({ owner }) => owner?.id === stage.ids.get(from),
    );
    for (const { id, email } of owned.slice(1, 1 + count)) {
      const ctx = stage.as("manager", calendar.hoursAgo(49), `${to} takes over ${email}`);
      await onceFree(() => updateLead(ctx, { lead_id: id, owner_id: stage.ids.get(to) }));
    }
  }
}

async function leadsOf(stage: Stage, { now }: Calendar, status: Lead["status"]): Promise<Lead[]> {
  const ctx = stage.as("manager", now, "");
  const input = listLeadsInputSchema.parse({ status, sort: "created_at", limit: 200 });
  return (await read(ctx, "leads:read", (tx) => listLeads(tx, ctx, input))).data;
}

const openOf = (stage: Stage, { now }: Calendar, who: Who) => {
  const ctx = stage.as(who, now, "");
  return read(ctx, "suggestions:read", (tx) => listOpen(tx, { userId: ctx.actor.userId, now }));
};

/** The first of them; the first that the guard would let out now, where it is to be sent. */
async function firstFree(
  stage: Stage,
  { now }: Calendar,
  { by, says }: Decision,
  open: Suggestion[],
): Promise<Suggestion | undefined> {
  const ctx = stage.as(by, now, "");
  for (const one of open) {
    if (says !== "approve" || !sends(one.type)) return one;
    const { channels } = await read(ctx, "communications:read", (tx) => assessLead(tx, one.lead_id, ctx));
    if (channels.email?.verdict === "free") return one;
  }
  return undefined;
}

async function decide(stage: Stage, calendar: Calendar, nth: number, { id, version }: Suggestion): Promise<unknown> {
  const one = decisions[nth];
  if (!one) return;
  const at = new Date(calendar.now.getTime() + nth * 1000);
  const ctx = (what: string) => stage.as(one.by, at, `${one.by} decides ${nth} ${what}`);
  switch (one.says) {
    case "reject":
      return rejectSuggestion(ctx("no"), { id, version, reason: one.reason });
    case "snooze":
      return snoozeSuggestion(ctx("later"), { id, until: calendar.hoursAgo(-20).toISOString() });
    default: {
      const { body } = one;
      const read = body
        ? (await modifySuggestion(ctx("changed"), { id, version, content: { body } })).version
        : version;
      if (one.says === "modify") return;
      return approveSuggestion(ctx("yes"), { id, version: read });
    }
  }
}
