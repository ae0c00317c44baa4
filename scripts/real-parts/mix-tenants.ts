import { appPool } from "@/db/client";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { logContact } from "@/lib/communications/log-contact";
import { listTouches } from "@/lib/communications/queries";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { createLead } from "@/lib/leads/create-lead";
import { listLeads } from "@/lib/leads/list-queries";
import { getLead } from "@/lib/leads/queries";
import { listLeadsInputSchema } from "@/lib/leads/schema";
import { assessLead } from "@/lib/outreach/assess-lead";

export type Mixed = {
  ok: boolean;
  requests: number;
  mixed: number;
  refused_across: number;
  failed: number;
  /** times that the database was too busy to answer and was asked again */
  asked_again: number;
  backends: number;
  clients: number;
  seconds: number;
  first: string | null;
};
type Tenant = { org: MintedOrganization; leads: string[]; word: string };

const leadsEach = 20;
const mostTries = 5;

/** Two organizations ask in turns, `atOnce` at a time, half of it over one another's ids; counts answers that hold the other's word. */
export async function mixTenants(requests: number, atOnce: number): Promise<Mixed> {
  const tenants = [await tenantOf("aardvark"), await tenantOf("bumblebee")] as const;
  const began = performance.now();
  const sum = { mixed: 0, refused_across: 0, failed: 0, asked_again: 0, first: null as string | null };
  const backends = new Set<number>();
  let next = 0;
  const ask = async (): Promise<void> => {
    for (let nth = next++; nth < requests * 2; nth = next++) {
      const [own, other] = nth % 2 === 0 ? tenants : [tenants[1], tenants[0]];
      let found = await answerOf(own, other, nth);
      for (let tries = 1; found.kind === "busy" && tries < mostTries; tries++) {
        sum.asked_again++;
        found = await answerOf(own, other, nth);
      }
      if (found.text.includes(other.word)) {
        sum.mixed++;
        sum.first ??= `request ${nth}: ${found.text.slice(0, 200)}`;
      }
      if (found.kind === "refused") sum.refused_across++;
      if (found.kind === "failed" || found.kind === "busy") {
        sum.failed++;
        sum.first ??= `request ${nth}: ${found.text}`;
      }
      if (nth % 500 === 0) backends.add(await backendOf());
      if (nth % 4000 === 0) console.error(`${nth} of ${requests * 2}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const ok = sum.mixed === 0 && sum.failed === 0 && sum.refused_across > 0;
  return { ok, requests: requests * 2, ...sum, backends: backends.size, clients: atOnce, seconds };
}

async function tenantOf(word: string): Promise<Tenant> {
  const org = await mintOrganization();
  const leads = [];
  for (let nth = 0; nth < leadsEach; nth++) {
    const lead = {
      first_name: word,
      last_name: `${word} ${nth}`,
      email: `${word}.${nth}@${word}.example`,
      company: word,
    };
    leads.push((await createLead(now(org.rep1), lead)).id);
  }
  return { org, leads, word };
}

type Found = { kind: "answered" | "refused" | "busy" | "failed"; text: string };

/** One request of a kind that changes from one to the next; every seventh asks for the other's lead and must not get it. */
async function answerOf({ org, leads, word }: Tenant, other: Tenant, nth: number): Promise<Found> {
  const ctx = now(nth % 3 === 0 ? org.rep2 : org.rep1);
  const across = nth % 7 === 0;
  const id = (across ? other.leads : leads)[nth % leadsEach] ?? "";
  try {
    const answer = across
      ? await read(ctx, "leads:read", (tx) => getLead(tx, id))
      : await requestOf(ctx, id, word, nth);
    return { kind: across ? "failed" : "answered", text: JSON.stringify(answer) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "NOT_FOUND" && across) return { kind: "refused", text: "" };
    // 503 with Retry-After at the door: nothing was changed, and the caller asks again.
    return { kind: code === "UNAVAILABLE" ? "busy" : "failed", text: String(error) };
  }
}

function requestOf(ctx: Context, id: string, word: string, nth: number): Promise<unknown> {
  switch (nth % 5) {
    case 0:
      return read(ctx, "leads:read", (tx) => getLead(tx, id));
    case 1:
      return read(ctx, "leads:read", (tx) => listLeads(tx, ctx, listLeadsInputSchema.parse({ limit: 20, q: "e" })));
    case 2:
      return read(ctx, "leads:read", (tx) => assessLead(tx, id, ctx));
    case 3:
      return read(ctx, "communications:read", (tx) => listTouches(tx, { leadId: id, limit: 5 }));
    default:
      return logContact(ctx, { lead_id: id, method: "call", body: word, already_happened: true });
  }
}

async function backendOf(): Promise<number> {
  const [row] = await appPool()<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return row?.pid ?? 0;
}

const now = (ctx: Context): Context => ({ ...ctx, now: currentTime(), requestId: newId() });
