import { cutText } from "@/lib/core/text-rules";
import type { Content, Evidence, SuggestionType } from "@/lib/suggestions/schema";

/** What the engine knows of a lead about which something could be done. */
export type Candidate = {
  lead_id: string;
  cause: Cause;
  /** the cause and what it is about */
  fingerprint: string;
  first_name: string | null;
  name: string;
  company: string | null;
  owner_id: string | null;
  owner_name: string | null;
  timezone: string | null;
  /** by whose clock days are told: the owner's, or the organization's */
  zone: string;
  score: number | null;
  status: string;
  status_changed_at: Date;
  contact_count: number;
  last_contacted_at: Date | null;
  last_response_at: Date | null;
  anchor_id: string | null;
  /** the newest touch: theirs or ours */
  touch_id: string | null;
  touch_channel: string | null;
  touch_subject: string | null;
  touch_at: Date | null;
};

export const CAUSES = [
  "unanswered",
  "meeting_passed",
  "no_answer",
  "proposal_due",
  "hot_silent",
  "other_channel",
  "stakeholder_missing",
] as const;
export type Cause = (typeof CAUSES)[number];

type Draft = { type: SuggestionType; channel: string | null; content: Content; reasoning: string; days: number };
type Kind = { confidence: number; draft: (one: Candidate, now: Date) => Draft };

const dayMs = 86_400_000;
const greeting = ({ first_name }: Candidate) => `Hi ${first_name || "there"},`;
const signed = ({ owner_name }: Candidate) => `Best regards,\n${owner_name ?? ""}`.trim();
const letter = (one: Candidate, ...parts: string[]) => [greeting(one), ...parts, signed(one)].join("\n\n");
const answering = (subject: string | null, otherwise: string) =>
  subject ? cutText(`Re: ${subject.replace(/^(re|aw|fwd?):\s*/i, "")}`, 500) : otherwise;
/** How they reached us; without a touch of theirs somebody marked that they answered. */
const saidBy = (channel: string | null) => (channel === null ? "answered" : channel === "call" ? "called" : "wrote");
const at = ({ company }: Candidate) => (company ? ` at ${company}` : "");

/** What is proposed on which ground: the words, how sure before anybody has decided about such, and for how many days it stands. */
const kinds: Record<Cause, Kind> = {
  unanswered: {
    confidence: 0.9,
    draft: (one, now) => ({
      type: "REPLY",
      channel: "email",
      content: {
        subject: answering(one.touch_subject, one.touch_channel === "call" ? "Your call" : "Your message"),
        body: letter(
          one,
          `thank you for your ${one.touch_channel === "call" ? "call" : "message"}. I am looking into it and will come back to you with an answer by tomorrow.`,
          "If a short call is easier, tell me a time that suits you.",
        ),
        template_id: null,
      },
      reasoning: `They ${saidBy(one.touch_channel)} on ${dayOf(one.last_response_at, one, now)} and nobody has ${one.touch_channel === null ? "come back to them" : "answered"}.`,
      days: 14,
    }),
  },
  meeting_passed: {
    confidence: 0.8,
    draft: (one, now) => ({
      type: "SEND_EMAIL",
      channel: "email",
      content: {
        subject: "Our meeting",
        body: letter(
          one,
          "thank you for your time in our meeting. As agreed I will summarise the open points.",
          "Is there anything you would add, and who else should be part of the next step?",
        ),
        template_id: null,
      },
      reasoning: `You met on ${dayOf(one.touch_at, one, now)} and nothing was written since.`,
      days: 14,
    }),
  },
  no_answer: {
    confidence: 0.6,
    draft: (one, now) => ({
      type: "SEND_EMAIL",
      channel: "email",
      content: {
        subject: answering(one.touch_subject, "Following up"),
        body: letter(
          one,
          `I wrote to you on ${dayOf(one.last_contacted_at, one, now)} and would like to hear whether this is of interest${at(one)}.`,
          "If it is not the right time, tell me when I may come back, or who would be the right person.",
        ),
        template_id: null,
      },
      reasoning: `No answer since ${dayOf(one.last_contacted_at, one, now)}.`,
      days: 21,
    }),
  },
  proposal_due: {
    confidence: 0.6,
    draft: (one, now) => ({
      type: "SEND_PROPOSAL",
      channel: "email",
      content: {
        subject: one.company ? `Our proposal for ${one.company}` : "Our proposal",
        body: letter(
          one,
          "as discussed I would like to send you our proposal. Before I do: is there anything it must answer for the decision?",
        ),
        template_id: null,
      },
      reasoning: `Qualified on ${dayOf(one.status_changed_at, one, now)}, and there is no proposal yet.`,
      days: 30,
    }),
  },
  hot_silent: {
    confidence: 0.7,
    draft: (one, now) => ({
      type: "FOLLOW_UP",
      channel: null,
      content: {
        reason: `A hot lead that has been silent since ${dayOf(one.touch_at ?? one.status_changed_at, one, now)}`,
        suggested_action: "SCHEDULE_CALL",
        urgency: "high",
      },
      reasoning: `Hot by its score of ${one.score ?? 0}, and nothing happened since ${dayOf(one.touch_at ?? one.status_changed_at, one, now)}.`,
      days: 30,
    }),
  },
  other_channel: {
    confidence: 0.5,
    draft: (one, now) => ({
      type: "SCHEDULE_CALL",
      channel: "call",
      content: { suggested_times: callTimes(one.timezone, now), duration: 15, meeting_type: "discovery" },
      reasoning: `${one.contact_count} contacts without an answer, and nobody has called.`,
      days: 14,
    }),
  },
  stakeholder_missing: {
    confidence: 0.5,
    draft: (one) => ({
      type: "TASK",
      channel: null,
      content: { title: `Find out who else decides${at(one)} and add them as a stakeholder`, due: null },
      reasoning: "A deal this far along has one person on record. If they leave, it is lost.",
      days: 60,
    }),
  },
};

export type Proposal = Draft & { confidence: number; evidence: Evidence[]; fingerprint: string; expiresAt: Date };

/** How often what was proposed on this ground was carried out, of those decided. */
export type TrackRecord = { done: number; decided: number };
const priorDecisions = 10;

/** The proposal for a candidate. Confidence moves from what the ground is worth by itself to how often people here approved such. */
export function proposalOf(one: Candidate, known: TrackRecord, now: Date): Proposal {
  const kind = kinds[one.cause];
  const draft = kind.draft(one, now);
  const confidence = (kind.confidence * priorDecisions + known.done) / (priorDecisions + known.decided);
  return {
    ...draft,
    confidence: Math.round(confidence * 1000) / 1000,
    evidence: evidenceOf(one),
    fingerprint: one.fingerprint,
    expiresAt: new Date(now.getTime() + draft.days * dayMs),
  };
}

const touchNouns: Record<string, string> = {
  email: "email",
  linkedin: "LinkedIn message",
  call: "call",
  sms: "text message",
  whatsapp: "WhatsApp message",
  meeting: "meeting",
};

function evidenceOf(one: Candidate): Evidence[] {
  const touch: Evidence[] =
    one.touch_id && one.touch_at
      ? [
          {
            kind: "touch",
            id: one.touch_id,
            at: one.touch_at.toISOString(),
            words: `${one.cause === "unanswered" ? "Their" : "The"} last ${touchNouns[one.touch_channel ?? ""] ?? "touch"}${one.touch_subject ? `: ${cutText(one.touch_subject, 200)}` : ""}`,
          },
        ]
      : [];
  const status: Evidence = {
    kind: "lead",
    id: one.lead_id,
    at: one.status_changed_at.toISOString(),
    words: `Status: ${one.status.replaceAll("_", " ")}${one.score === null ? "" : `, score ${one.score}`}`,
  };
  return [...touch, status];
}

/** A day by its date: an age would grow old with the words that name it. Its year where it is another than now. */
function dayOf(at: Date | null, { zone: timeZone }: Candidate, now: Date): string {
  const form = (date: Date, year: "numeric" | undefined, month: "short" | undefined, day: "numeric" | undefined) =>
    new Intl.DateTimeFormat("en-GB", { timeZone, year, month, day }).format(date);
  const day = at ?? now;
  const sameYear = form(day, "numeric", undefined, undefined) === form(now, "numeric", undefined, undefined);
  return form(day, sameYear ? undefined : "numeric", "short", "numeric");
}

/** Ten and two o'clock of the next two working days where they are. */
export function callTimes(timezone: string | null, now: Date): string[] {
  const zone = timezone ?? "UTC";
  const times: string[] = [];
  for (let day = 1; times.length < 4 && day < 8; day += 1) {
    const date = new Date(now.getTime() + day * dayMs);
    const weekday = new Intl.DateTimeFormat("en", { timeZone: zone, weekday: "short" }).format(date);
    if (weekday === "Sat" || weekday === "Sun") continue;
    const civil = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short" }).format(date);
    times.push(...[10, 14].map((hour) => momentIn(zone, civil, hour)));
  }
  return times;
}

/** A full hour of a day in a zone, as a moment. */
function momentIn(zone: string, civil: string, hour: number): string {
  const wanted = Date.parse(`${civil}T${String(hour).padStart(2, "0")}:00:00Z`);
  const shown = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  const offset = Date.parse(`${shown.format(wanted).replace(" ", "T")}Z`) - wanted;
  return new Date(wanted - offset).toISOString();
}
