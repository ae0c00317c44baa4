import { z } from "zod";

export type Kind = "delivered" | "deferred" | "opened" | "clicked" | "bounced" | "failed" | "complained";

/** What Resend tells of an email (https://resend.com/docs/dashboard/webhooks/event-types). */
export const resendWebhookSchema = z.looseObject({
  type: z.string().max(100),
  created_at: z.string().max(60),
  data: z.looseObject({
    email_id: z.string().max(100).optional(),
    tags: z.record(z.string(), z.string()).optional(),
    bounce: z.looseObject({ type: z.string().optional(), message: z.string().optional() }).optional(),
    click: z
      .looseObject({
        link: z.string().max(2000).optional(),
        userAgent: z.string().optional(),
        ipAddress: z.string().optional(),
      })
      .optional(),
    open: z.looseObject({ userAgent: z.string().optional(), ipAddress: z.string().optional() }).optional(),
  }),
});
export type ResendWebhook = z.infer<typeof resendWebhookSchema>;

const kinds: Record<string, Kind> = {
  "email.delivered": "delivered",
  "email.delivery_delayed": "deferred",
  "email.opened": "opened",
  "email.clicked": "clicked",
  "email.bounced": "bounced",
  // It is on the provider's own list of addresses that came back or complained.
  "email.suppressed": "bounced",
  "email.failed": "failed",
  "email.complained": "complained",
};

export type Told = {
  kind: Kind;
  at: Date;
  communicationId: string | null;
  emailId: string | null;
  url: string | null;
  /** who opened it or followed its link, as far as the provider says it */
  visitor: { agent: string | null; ip: string | null } | null;
};

/** What a webhook says of which message; null for what is of no interest here (sent, received, contacts and domains). */
export function readResend({ type, created_at, data }: ResendWebhook): Told | null {
  const kind = kinds[type];
  const at = new Date(created_at);
  if (!kind || Number.isNaN(at.getTime())) return null;
  const id = data.tags?.touchline ?? "";
  const visit = data.click ?? data.open;
  return {
    // A mailbox that is full today is no wrong address, and neither is one of which nobody can say what was the matter.
    kind: kind === "bounced" && /transient|soft|undetermined/i.test(data.bounce?.type ?? "") ? "deferred" : kind,
    at,
    communicationId: z.uuid().safeParse(id).success ? id : null,
    emailId: data.email_id ?? null,
    url: data.click?.link ?? null,
    visitor: visit ? { agent: visit.userAgent ?? null, ip: visit.ipAddress ?? null } : null,
  };
}

export type StoredEvent = { kind: Kind; at: Date; isMachine: boolean; url: string | null };
export type Folded = {
  status: "sent" | "delivered" | "bounced";
  deliveredAt: Date | null;
  firstOpenedAt: Date | null;
  opens: number;
  machineOpens: number;
  clicks: number;
  links: string[];
};

/** What all that was told of a message comes to: the same, in whatever order and however often it was told. */
export function foldEvents(events: readonly StoredEvent[]): Folded {
  const of = (...wanted: Kind[]) => events.filter((one) => wanted.includes(one.kind));
  const first = (list: readonly StoredEvent[]) =>
    list.reduce<Date | null>((earliest, { at }) => (earliest === null || at < earliest ? at : earliest), null);
  const byPeople = (kind: Kind) => of(kind).filter((one) => !one.isMachine);
  // Who reports or opens a message has it, also when nobody told that it was delivered.
  const delivered =
    first(of("delivered")) ?? first([...of("complained"), ...byPeople("opened"), ...byPeople("clicked")]);
  return {
    status: of("bounced", "failed").length > 0 ? "bounced" : delivered ? "delivered" : "sent",
    deliveredAt: delivered,
    firstOpenedAt: first(byPeople("opened")),
    opens: byPeople("opened").length,
    machineOpens: of("opened").length - byPeople("opened").length,
    clicks: byPeople("clicked").length,
    links: [...new Set(byPeople("clicked").flatMap((one) => one.url ?? []))].sort(),
  };
}
