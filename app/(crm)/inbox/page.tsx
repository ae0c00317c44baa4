import type { Metadata } from "next";
import * as actions from "@/app/_actions/inbox";
import { loadInbox } from "@/app/_adapters/inbox-page";
import { actionsOf } from "@/app/_adapters/lead-actions";
import { listPage } from "@/app/_adapters/list-page";
import type { SearchParams } from "@/app/_adapters/page-input";
import { ConversationPane } from "@/components/inbox/conversation-pane";
import { InboxLive } from "@/components/inbox/inbox-live";
import { InboxRows } from "@/components/inbox/inbox-rows";
import { inboxTabs, ownerTabs } from "@/components/inbox/inbox-words";
import { TopBar } from "@/components/shell/top-bar";
import { ForwardPager } from "@/components/ui/forward-pager";
import { SegmentLinks, Tabs } from "@/components/ui/tabs";

export const metadata: Metadata = { title: "Inbox" };

const rowActions = {
  assign: actions.assignMessageAction,
  dismiss: actions.dismissMessageAction,
  readUnmatched: actions.readUnmatchedAction,
  searchLeads: actions.searchSendersAction,
  snooze: actions.snoozeLeadAction,
};
const paneActions = {
  correctClass: actions.correctReplyClassAction,
  correctKind: actions.correctKindAction,
  snooze: actions.snoozeLeadAction,
};

export default listPage(async function InboxPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, input, text, list, counts, open } = await loadInbox(await searchParams);
  const { view } = input;
  const doors = open ? actionsOf(open.lead.id, ctx.actor.role).messages : null;
  return (
    <>
      <TopBar title="Inbox">
        <SegmentLinks label="Whose leads" tabs={ownerTabs(input)} />
      </TopBar>
      <Tabs label="Inbox" tabs={inboxTabs(input, counts)} />
      <div className="inbox" data-open={open ? "" : undefined}>
        <div className="scroll">
          <InboxRows view={view} list={list} query={text} openId={open?.conversation.id ?? null} actions={rowActions} />
          <ForwardPager label={`${view} pages`} query={text} nextCursor={list[view].next_cursor} />
        </div>
        {open && doors ? (
          <ConversationPane
            key={open.conversation.id}
            {...open}
            userId={ctx.actor.userId}
            {...{ doors }}
            actions={paneActions}
          />
        ) : null}
      </div>
      <InboxLive open={open !== null} />
    </>
  );
});
