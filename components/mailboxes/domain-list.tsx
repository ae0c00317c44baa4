import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import type { SendingDomain } from "@/lib/mailbox-checks/schema";

/** The domains that mail leaves from, each with how much of its set-up is right. */
export function DomainList({ domains }: { domains: SendingDomain[] }) {
  if (domains.length === 0) return null;
  return (
    <section className="panel m-4 max-w-3xl" aria-label="Sending domains">
      <header>
        <h2>Sending domains</h2>
      </header>
      <ul className="grid gap-2 p-4">
        {domains.map(({ domain, found }) => (
          <li key={domain} className="row flex-wrap">
            <Link className="link u" href={`/settings/mailboxes/${domain}`}>
              {domain}
            </Link>
            <DomainState records={found?.records} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function DomainState({ records }: { records?: { state: string }[] }) {
  if (!records) return <Badge tone="line">Not looked up yet</Badge>;
  if (records.every((one) => one.state === "unknown")) return <Badge tone="line">Could not be looked up</Badge>;
  const good = records.filter((one) => one.state === "good").length;
  return (
    <Badge tone={good === records.length ? "free" : "wait"}>
      {good} of {records.length} set up
    </Badge>
  );
}
