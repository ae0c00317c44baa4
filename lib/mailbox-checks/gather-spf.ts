import type { Looked } from "./domain-rules";
import { type SpfReach, spfRecords, spfTerms } from "./spf-rules";

const asking = ["include", "a", "mx", "ptr", "exists", "redirect"];
/** Twice what receivers ask: behind that it is too much, whatever comes. */
const enough = 20;

/** Follows an SPF record to all that it names, as receivers do. A name server that is silent on the way is nobody's fault. */
export async function gatherSpf(look: (name: string) => Promise<Looked>, texts: Looked): Promise<SpfReach> {
  const names = new Set<string>();
  const lost = new Set<string>();
  let questions = 0;
  let records = spfRecords(texts ?? []);
  while (records.length > 0 && questions <= enough) {
    const terms = records.flatMap(asked);
    questions += terms.length;
    const targets = terms.flatMap(({ kind, value }) => (leads(kind, value) ? [value.toLowerCase()] : []));
    const fresh = [...new Set(targets)].filter((one) => !names.has(one)).slice(0, enough);
    for (const one of fresh) names.add(one);
    const found = await Promise.all(fresh.map(async (name) => [name, await look(name)] as const));
    records = found.flatMap(([name, answer]) => {
      const theirs = answer === null ? null : spfRecords(answer);
      if (theirs && theirs.length !== 1) lost.add(name);
      return theirs?.length === 1 ? theirs : [];
    });
  }
  return { questions, names: [...names], lost: [...lost] };
}

/** What of a record makes receivers ask; where it ends by itself it leads nowhere else. */
function asked(record: string) {
  const terms = spfTerms(record);
  const ends = terms.some((one) => one.kind === "all");
  return terms.filter(({ kind }) => asking.includes(kind) && !(ends && kind === "redirect"));
}

/** A name that is made for each message (RFC 7208, 7) cannot be looked up beforehand. */
const leads = (kind: string, value: string) => (kind === "include" || kind === "redirect") && !value.includes("%");
