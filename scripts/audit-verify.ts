import { parseArgs } from "node:util";
import type { Damage } from "@/lib/events/chain-rules";
import { verifyChain } from "@/lib/events/verify-chain";
import { listOrganizations } from "@/scripts/organization-list";
import { withDatabase } from "@/scripts/running-instance";

type Answer = {
  ok: boolean;
  organizations: number;
  events: number;
  first_bad: { org: string; position: number; kind: Damage } | null;
};

/** `npm run --silent audit:verify -- [--org SLUG]`: whether every sealed event is what was sealed, and where it first is not. */
try {
  const answer = await withDatabase(run);
  console.log(JSON.stringify(answer));
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(): Promise<Answer> {
  const { values } = parseArgs({ options: { org: { type: "string" } } });
  const organizations = await listOrganizations(values.org);
  const answer: Answer = { ok: true, organizations: organizations.length, events: 0, first_bad: null };
  for (const { id, slug } of organizations) {
    const { events, bad } = await verifyChain(id);
    console.error(`${slug}: ${bad ? `${bad.kind} at position ${bad.position}` : `${events} events hold`}`);
    answer.events += events;
    if (bad) answer.first_bad ??= { org: slug, ...bad };
  }
  return { ...answer, ok: answer.first_bad === null };
}
