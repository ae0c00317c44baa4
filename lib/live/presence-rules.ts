import { z } from "zod";
import { type LiveEvent, personOrNobodySchema } from "./schema";

/** What one process tells the others over NOTIFY. `about` is whose doing it is; `user` names them, or nobody. */
export const presenceNoticeSchema = z.object({
  kind: z.enum(["looking", "left", "drafting"]),
  org: z.uuid(),
  lead: z.uuid(),
  about: z.uuid(),
  user: personOrNobodySchema,
  at: z.iso.datetime(),
  method: z.string().nullable().default(null),
  until: z.iso.datetime().nullable().default(null),
  taken_from: z.uuid().nullable().default(null),
  /** of a draft: the lead on which somebody writes, of whose person `lead` is another */
  written_on: z.uuid().nullable().default(null),
  /** of who looks and leaves: the process that said it, which knew it before it was said to all */
  process: z.uuid().optional(),
});
export type PresenceNotice = z.infer<typeof presenceNoticeSchema>;

/**
 * News that nobody keeps: it has no position, and is told to everybody in the organization but the one it is about, as far as they may see
 * the lead. `from` is where it comes from: who may not see that lead is not told the name.
 */
export type PresenceNews = {
  about: string;
  from: string;
  event: Extract<LiveEvent, { kind: "lead.viewing" | "lead.drafting" }>;
};

/** What another process said, or null for what cannot be read. */
export function readNotice(payload: string): PresenceNotice | null {
  try {
    return presenceNoticeSchema.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}

export const viewingNews = ({ lead, about, user, at }: PresenceNotice, viewing: boolean): PresenceNews => ({
  about,
  from: lead,
  event: { kind: "lead.viewing", body: { lead_id: lead, user, viewing, at } },
});

export const draftingNews = (notice: PresenceNotice): PresenceNews => {
  const { lead, about, user, at, method, until, taken_from, written_on } = notice;
  const body = { lead_id: lead, user, method, drafting: until !== null, until, taken_from, at };
  return { about, from: written_on ?? lead, event: { kind: "lead.drafting", body } };
};

/** The news as far as this person may know it, by the leads they see; null when it is about none of them. */
export function seenNews({ event, ...news }: PresenceNews, seen: ReadonlySet<string>): PresenceNews | null {
  if (!seen.has(event.body.lead_id)) return null;
  if (seen.has(news.from)) return { ...news, event };
  return event.kind === "lead.viewing"
    ? { ...news, event: { ...event, body: { ...event.body, user: null } } }
    : { ...news, event: { ...event, body: { ...event.body, user: null } } };
}

/**
 * As the stream of one person reads it: without an id, so that resuming goes on behind the last event that was kept. Nobody is told of
 * themselves, and whose draft was taken over is said to them alone: they may not want to be named.
 */
export function presenceFrame(
  { about, event: { kind, body } }: Pick<PresenceNews, "about" | "event">,
  reader: string,
): string | null {
  if (about === reader) return null;
  const taken = "taken_from" in body && body.taken_from === reader ? reader : null;
  const told = "taken_from" in body ? { ...body, taken_from: taken } : body;
  return `event: ${kind}\ndata: ${JSON.stringify(told)}\n\n`;
}
