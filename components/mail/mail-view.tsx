import Link from "next/link";
import type { ReactNode } from "react";
import { RelativeTime } from "@/components/ui/relative-time";
import type { MailDetail } from "@/lib/outbox/schema";
import type { Tracked } from "@/lib/tracked-events/schema";
import { MailBadge } from "./mail-list";
import { TrackedLine } from "./tracked-line";

type MailViewProps = {
  mail: MailDetail;
  /** what was seen of it at its recipient; null while the organization does not look at it */
  tracked: Tracked | null;
  children?: ReactNode;
};

/** One message as it left, or would have. Its text is shown as text: nothing in it runs or is fetched. */
export function MailView({ mail, tracked, children }: MailViewProps) {
  const { lead, user, raw } = mail;
  return (
    <div className="grid max-w-4xl gap-4 p-4">
      <dl className="facts">
        <Fact name="State">
          <MailBadge mail={mail} />
        </Fact>
        <Fact name="From">{mail.from ?? "Not yet known"}</Fact>
        <Fact name="To">{mail.to}</Fact>
        <Fact name="Lead">
          <Link className="link" href={`/leads/${lead.id}`}>
            {lead.name}
          </Link>
        </Fact>
        <Fact name="Written by">{user?.name ?? "Touchline"}</Fact>
        <Fact name="When">
          <RelativeTime at={mail.at} />
        </Fact>
        <Fact name="Message-ID">{mail.message_id}</Fact>
        {tracked ? (
          <Fact name="Seen">
            <TrackedLine tracked={tracked} />
          </Fact>
        ) : null}
        {tracked && tracked.links.length > 0 ? <Fact name="Links followed">{tracked.links.join(", ")}</Fact> : null}
        {mail.response ? <Fact name="Answer">{mail.response}</Fact> : null}
      </dl>
      {children}
      <section className="panel" aria-label="Text">
        <pre className="overflow-auto p-3 font-sans whitespace-pre-wrap">
          {mail.text ?? "The text was taken away with the person."}
        </pre>
      </section>
      {raw ? (
        <details className="panel">
          <summary className="p-3">As it would have left</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by keyboard */}
          <pre className="max-h-96 overflow-auto p-3 font-mono whitespace-pre-wrap" tabIndex={0}>
            {raw}
          </pre>
        </details>
      ) : null}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="long">{children}</dd>
    </>
  );
}
