import type { Problem } from "@/lib/guard/schema";
import type { Transcript } from "@/lib/transcripts/schema";

type Answer<O> = { ok: true; output: O } | { ok: false; problem: Problem };

const addressOf = (contactId: string) => `/api/contacts/${contactId}/transcript`;

export const loadTranscript = (contactId: string): Promise<Answer<Transcript>> =>
  ask(addressOf(contactId), {}, transcriptIn);

/** By our own route: a file may be larger than a form of the page may send. */
export const saveTranscript = (contactId: string, content: string): Promise<Answer<Transcript>> =>
  ask(
    addressOf(contactId),
    { method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ content }) },
    transcriptIn,
  );

export const deleteTranscript = (contactId: string): Promise<Answer<null>> =>
  ask(addressOf(contactId), { method: "DELETE" }, () => null);

export const restoreTranscript = (contactId: string): Promise<Answer<Transcript>> =>
  ask(`${addressOf(contactId)}/restore`, { method: "POST" }, transcriptIn);

async function ask<O>(address: string, init: RequestInit, take: (answer: unknown) => O): Promise<Answer<O>> {
  try {
    const response = await fetch(address, init);
    if (response.status === 204) return { ok: true, output: take(null) };
    const answer: unknown = await response.json();
    return response.ok ? { ok: true, output: take(answer) } : { ok: false, problem: problemIn(answer) };
  } catch {
    return {
      ok: false,
      problem: { code: "UNAVAILABLE", detail: "The connection failed. Try again; nothing is lost." },
    };
  }
}

// Our own routes answer these shapes: app/api/contract.db.test.ts holds every answer against its schema.
const transcriptIn = (answer: unknown) => answer as Transcript;
const problemIn = (answer: unknown) => answer as Problem;
