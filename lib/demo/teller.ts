import { convertLead } from "@/lib/clients/convert-lead";
import { unconvertLead } from "@/lib/clients/unconvert-lead";
import { logContact } from "@/lib/communications/log-contact";
import { markResponded } from "@/lib/communications/mark-responded";
import { normalizeEmail } from "@/lib/contact-points/rules";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { plusSeconds } from "@/lib/core/time";
import { recordMail } from "@/lib/imports/record-mail";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { callOf } from "./call-lengths";
import { onceFree } from "./once-free";
import type { LeadPlan } from "./people";
import type { DemoOrganization, Who } from "./sign-ins";
import type { MailStep, MarkStep, OwnerStep, StatusStep, Step, TouchStep } from "./steps";

/** An organization of the demo in which stories can be told. */
export type Stage = {
  organization: DemoOrganization;
  ids: ReadonlyMap<Who, string>;
  /** adds leads that belong to nobody yet */
  lister: Who;
  /** acting as a member at a moment; a command with a key that was told before answers as it did then */
  as: (who: Who, at: Date, key: string) => Context;
};
type Lead = { plan: LeadPlan; id: string; stage: Stage; touches: Map<TouchStep, string>; client?: boolean };

/** What a year of one vehicle brings. */
const vehiclePriceMinor = 36_000;
const websiteCampaign = { utm_source: "google", utm_medium: "cpc", utm_campaign: "cold-chain-spring" };

/** Somebody rings off, then writes it down. */
const notedAfterSeconds = 240;

/** Adds the lead; the same again finds it. */
export async function addLead(stage: Stage, plan: LeadPlan, begins: Date): Promise<string> {
  const { first, last, title, email, phone, linkedin, company, source, tags, owner, formerly } = plan;
  const given = {
    first_name: first,
    last_name: last,
    title,
    email,
    phone,
    linkedin,
    company: { name: company.name, domain: company.domain },
    source,
    timezone: company.place.timezone,
    tags,
    owner_id: owner && (stage.ids.get(formerly ?? owner) ?? null),
    metadata: { city: company.place.city, vehicles: company.vehicles, depots: company.depots },
    ...(owner && {
      estimated_value_minor: company.vehicles * vehiclePriceMinor,
      currency: stage.organization.currency,
    }),
    ...(source.startsWith("Website") && { source_metadata: websiteCampaign }),
  };
  const ctx = stage.as(owner ?? stage.lister, begins, `${plan.key} begins`);
  return (await onceFree(() => createLead(ctx, given))).id;
}

/** Tells what happened with a lead, in order, by the commands that a person would have caused. */
export async function tellSteps(
  stage: Stage,
  plan: LeadPlan,
  id: string,
  chapter: string,
  steps: Step[],
): Promise<void> {
  const lead: Lead = { plan, id, stage, touches: new Map() };
  for (const [index, step] of steps.entries()) {
    const key = `${plan.key} ${chapter} ${index}`;
    await onceFree(() => tellStep(lead, step, key)).catch((cause: Error) => {
      throw new Error(`The story does not hold at "${key}": ${cause.message}`, { cause });
    });
  }
}

function tellStep(lead: Lead, step: Step, key: string): Promise<unknown> {
  switch (step.kind) {
    case "touch":
      return tellTouch(lead, step, key);
    case "mail":
      return tellMail(lead, step, key);
    case "mark":
      return tellMark(lead, step, key);
    default:
      return tellChange(lead, step, key);
  }
}

async function tellTouch({ id, stage, touches }: Lead, step: TouchStep, key: string): Promise<void> {
  const { at, by, method, direction, subject, body, planned, answered, reason, refused } = step;
  const happened = { occurred_at: at.toISOString(), already_happened: direction === "outbound" || undefined };
  const input = {
    lead_id: id,
    method,
    direction,
    subject,
    body,
    responded: answered,
    override_reason: reason,
    ...callOf(step, key),
    ...(planned ? {} : happened),
  };
  const ctx = stage.as(by, planned ? at : plusSeconds(at, notedAfterSeconds), key);
  if (refused) return expectRefusal(logContact(ctx, input), refused, key);
  touches.set(step, (await logContact(ctx, input)).id);
}

async function expectRefusal(attempt: Promise<unknown>, code: string, key: string): Promise<void> {
  const answer = await attempt.catch((error: unknown) => error);
  if (answer instanceof AppError && answer.code === code) return;
  if (answer instanceof Error) throw answer;
  throw new Error(`The story expects ${code} at "${key}", and it was let through`);
}

async function tellMail({ plan, stage }: Lead, step: MailStep, key: string): Promise<void> {
  const { at, by, id, thread, direction, answers, after, subject, text } = step;
  const normal = normalizeEmail(plan.email ?? "");
  if (!normal.ok) throw new Error(`${plan.key}: ${normal.reason}`);
  const { userId, name } = stage.as(by, at, key).actor;
  const ours = `${name.toLowerCase().replace(" ", ".")}@${stage.organization.domain}`;
  const theirs = plan.email ?? "";
  const person = { email: theirs, norm: normal.norm, name: `${plan.first} ${plan.last}` };
  const touch = {
    message_id: id,
    direction,
    user_id: userId,
    user_name: name,
    person,
    at,
    thread_key: thread,
    answers_message_id: answers,
    in_reply_to: after,
    references: after && [...new Set([thread, after])].join(" "),
    from: direction === "outbound" ? ours : theirs,
    to: direction === "outbound" ? theirs : ours,
    cc: null,
    subject,
    text,
  };
  // Known again by its message id, so it needs no key.
  await recordMail({ ...stage.as(by, plusSeconds(at, 20), key), idempotency: undefined }, { touches: [touch] });
}

async function tellMark({ stage, touches }: Lead, { at, by, of, answeredAt }: MarkStep, key: string): Promise<void> {
  await markResponded(stage.as(by, at, key), {
    contact_id: touches.get(of),
    responded: true,
    response_at: answeredAt.toISOString(),
  });
}

async function tellChange(lead: Lead, step: StatusStep | OwnerStep, key: string): Promise<void> {
  const { id, stage } = lead;
  if (step.kind === "status" && (step.to === "converted" || lead.client)) return tellConversion(lead, step, key);
  const change =
    step.kind === "status"
      ? { status: step.to, status_reason: step.reason }
      : { owner_id: step.owner && (stage.ids.get(step.owner) ?? null) };
  await updateLead(stage.as(step.by, step.at, key), { lead_id: id, ...change });
}

/** A lead becomes a client, and one that is one becomes a lead again. */
async function tellConversion(lead: Lead, { by, at, to, reason }: StatusStep, key: string): Promise<void> {
  const ctx = lead.stage.as(by, at, key);
  lead.client = to === "converted";
  if (lead.client) await convertLead(ctx, { lead_id: lead.id, reason });
  else await unconvertLead(ctx, { lead_id: lead.id, reason });
}
