import type { Contactability } from "@/lib/guard/schema";
import type { Lead, LeadPage } from "@/lib/leads/schema";
import type { LeadChange } from "./lead-changes";

export type LeadVerdicts = Record<string, Contactability["channels"] | undefined>;
export type Failure = "failed" | "signed-out";
export type Answer<T> = { value: T } | { failure: Failure };
export type AskLeads = (query: string, after: string | null, signal?: AbortSignal) => Promise<Answer<LeadPage>>;
export type AskVerdicts = (leadIds: string[]) => Promise<Answer<LeadVerdicts>>;

/** A page of leads as JSON: cheaper than having the server draw it. */
export const askLeads: AskLeads = (query, after, signal) => {
  const params = new URLSearchParams(query);
  if (after) params.set("cursor", after);
  return ask(`/api/leads?${params}`, pageIn, signal);
};

export const askVerdicts: AskVerdicts = (leadIds) =>
  ask(`/api/leads/verdicts?ids=${leadIds.join(",")}`, (answer) =>
    Object.fromEntries(verdictsIn(answer).map((one) => [one.lead_id, one.channels])),
  );

/** One lead; null when it is gone or cannot be had. */
export async function askLead(leadId: string): Promise<Lead | null> {
  const answer = await ask(`/api/leads/${leadId}`, leadIn);
  return "value" in answer ? answer.value : null;
}

/** A lead as it is now, or why it was not changed; with what stands there when somebody was faster. */
export type Changed = { lead: Lead } | { detail: string; newer?: Lead };

/** Changes a lead as it was seen: what somebody else did meanwhile is never written over unseen. */
export async function changeLead({ id, version }: Lead, change: LeadChange): Promise<Changed> {
  try {
    const response = await fetch(`/api/leads/${id}`, {
      method: "PATCH",
      headers: { "content-type": "application/json", "if-match": `"${version}"` },
      body: JSON.stringify(change),
    });
    const answer: unknown = await response.json();
    if (response.ok) return { lead: leadIn(answer) };
    const { detail } = problemIn(answer);
    if (response.status !== 412) return { detail };
    const newer = await askLead(id);
    return newer ? { detail, newer } : { detail };
  } catch {
    return { detail: "The connection failed. Nothing was changed; try again." };
  }
}

async function ask<T>(address: string, take: (answer: unknown) => T, signal?: AbortSignal): Promise<Answer<T>> {
  try {
    const response = await fetch(address, { signal });
    if (response.ok) return { value: take(await response.json()) };
    return { failure: response.status === 401 ? "signed-out" : "failed" };
  } catch {
    return { failure: "failed" };
  }
}

// Our own routes answer these shapes: app/api/contract.db.test.ts holds every answer against its schema.
const pageIn = (answer: unknown) => answer as LeadPage;
const leadIn = (answer: unknown) => answer as Lead;
const problemIn = (answer: unknown) => answer as { detail: string };
const verdictsIn = (answer: unknown) => (answer as { data: Contactability[] }).data;
