import { recordConsent } from "@/lib/consents/record-consent";
import type { RecordConsentInput } from "@/lib/consents/schema";
import { read } from "@/lib/core/read";
import { listDncEntries } from "@/lib/dnc/list-queries";
import { requestDncRemoval } from "@/lib/dnc-removals/request-dnc-removal";
import type { Calendar } from "./calendar";
import { onceFree } from "./once-free";
import type { Who } from "./sign-ins";
import type { Stage } from "./teller";

type Wish = Pick<RecordConsentInput, "kind" | "status" | "source"> &
  Partial<Pick<RecordConsentInput, "purpose" | "lawful_basis" | "evidence">> & {
    key: string;
    by: Who;
    /** working days before today */
    ago: number;
  };

/** What people said about their addresses, when somebody asked them. */
const wishes: readonly Wish[] = [
  {
    key: "ines-calder",
    kind: "email",
    status: "granted",
    lawful_basis: "consent",
    source: "Card at the cold chain fair",
    evidence: "“Mail is fine, no texts please.”",
    by: "rep4",
    ago: 21,
  },
  {
    key: "ines-calder",
    kind: "phone",
    status: "granted",
    lawful_basis: "legitimate_interest",
    source: "Asked for a call back",
    by: "rep2",
    ago: 7,
  },
  {
    key: "ines-calder",
    kind: "email",
    purpose: "newsletter",
    status: "denied",
    source: "Form on our website",
    by: "rep1",
    ago: 88,
  },
  {
    key: "erin-whit",
    kind: "email",
    status: "withdrawn",
    source: "Reply of hers",
    evidence: "“Please do not write any more.”",
    by: "rep3",
    ago: 10,
  },
];

/** The one entry that an admin would like to take off the list; a second person has not looked yet. */
const mistake = {
  q: "t.vance@carpathia.example",
  reason: "He rang our office: it was his colleague who asked to stop, not he.",
};

/** Consents, and a removal that waits for its second person. */
export async function tellWishes(stage: Stage, calendar: Calendar, ids: ReadonlyMap<string, string>): Promise<void> {
  for (const [index, { key, by, ago, ...wish }] of wishes.entries()) {
    const lead_id = ids.get(key);
    const ctx = stage.as(by, calendar.workday(ago, 700 + index), `wish ${index}`);
    if (lead_id) await onceFree(() => recordConsent(ctx, { ...wish, lead_id }));
  }
  const ctx = stage.as("admin", calendar.recently(0.4), "removal");
  const { data } = await read(ctx, "dnc:read", (tx) => listDncEntries(tx, { q: mistake.q, limit: 1 }, ctx.now));
  const [entry] = data;
  if (entry) await onceFree(() => requestDncRemoval(ctx, { id: entry.id, reason: mistake.reason }));
}
