import type { Metadata } from "next";
import { listPage } from "@/app/_adapters/list-page";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { MailList } from "@/components/mail/mail-list";
import { MailNotes } from "@/components/mail/mail-notes";
import { EMPTY, STATE_TABS } from "@/components/mail/mail-words";
import { TopBar } from "@/components/shell/top-bar";
import { EmptyState } from "@/components/ui/empty-state";
import { NoPermission } from "@/components/ui/error-state";
import { ForwardPager } from "@/components/ui/forward-pager";
import { Tabs } from "@/components/ui/tabs";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { countUnknown, listMail } from "@/lib/outbox/queries";
import { listMailInputSchema } from "@/lib/outbox/schema";
import { getSendingState } from "@/lib/sending-limits/queries";

export const metadata: Metadata = { title: "Mail" };

export default listPage(async function MailPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  if (!mayDo(ctx.actor.role, ctx.actor.scopes, "mail:read")) return <Closed />;
  const { input, query } = pageInput(listMailInputSchema, await searchParams);
  const [page, unknown, sending] = await read(ctx, "mail:read", (tx) =>
    Promise.all([listMail(tx, input), countUnknown(tx), getSendingState(tx)]),
  );
  const [title, words] = EMPTY[input.state];
  const tabs = STATE_TABS.map(({ state, label }) => ({
    label,
    href: state === "left" ? "/mail" : `/mail?state=${state}`,
    current: state === input.state,
    count: state === "unknown" && unknown > 0 ? unknown : undefined,
  }));
  return (
    <>
      <TopBar title="Mail" />
      <Tabs label="What became of them" tabs={tabs} />
      <div className="scroll">
        <MailNotes sending={sending} leaves={Boolean(process.env.SMTP_URL)} />
        {page.data.length > 0 ? <MailList mail={page.data} /> : <EmptyState title={title}>{words}</EmptyState>}
        <ForwardPager label="Pages of messages" query={queryText(query)} nextCursor={page.next_cursor} />
      </div>
    </>
  );
});

const Closed = () => (
  <>
    <TopBar title="Mail" />
    <div className="scroll p-4">
      <NoPermission>Only admins see everybody's mail. Your own messages are on the pages of their leads.</NoPermission>
    </div>
  </>
);
