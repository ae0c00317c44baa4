import type { Contactability } from "@/lib/guard/schema";
import type { LeadPage } from "@/lib/leads/schema";

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
const verdictsIn = (answer: unknown) => (answer as { data: Contactability[] }).data;
