import { parseArgs } from "node:util";
import type { Damage } from "@/lib/events/chain-rules";
import { verifyChain } from "@/lib/events/verify-chain";
import { listOrganizations } from "@/scripts/organization-list";
import { withDatabase } from "@/scripts/running-instance";
import { answerTerminal } from "@/scripts/terminal";

type Answer = {
  ok: boolean;
  organizations: number;
  events: number;
  first_bad: { org: string; position: number; kind: Damage } | null;
};

/** `npm run audit:verify`: whether every sealed event is what was sealed, and where it first is not. */
await answerTerminal("npm run --silent audit:verify -- [--org SLUG]", async () => {
  const { values } = parseArgs({ options: { org: { type: "string" } } });
  return withDatabase(() => run(values.org));
});

async function run(org: string | undefined): Promise<Answer> {
  const organizations = await listOrganizations(org);
  const answer: Answer = { ok: true, organizations: organizations.length, events: 0, first_bad: null };
  for (const { id, slug } of organizations) {
    const { events, bad } = await verifyChain(id);
    console.error(`${slug}: ${bad ? `${bad.kind} at position ${bad.position}` : `${events} events hold`}`);
    answer.events += events;
    if (bad) answer.first_bad ??= { org: slug, ...bad };
  }
  return { ...answer, ok: answer.first_bad === null };
}
