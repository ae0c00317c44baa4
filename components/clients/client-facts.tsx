import { Fact } from "@/components/leads/fact";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Client } from "@/lib/clients/schema";
import { tellMoney } from "@/lib/deals/rules";

/** What the lead became, for how much, since when and by whom. */
export function ClientFacts({ client }: { client: Client | null }) {
  if (!client) return null;
  const { value_minor: minor, currency } = client;
  return (
    <section>
      <h2>Client</h2>
      <dl className="facts">
        <Fact label="Name">{client.name}</Fact>
        <Fact label="Signed value">{minor !== null && currency ? tellMoney({ minor, currency }) : null}</Fact>
        <Fact label="Since">
          <RelativeTime at={client.converted_at} /> by {client.converted_by.name}
        </Fact>
      </dl>
    </section>
  );
}
