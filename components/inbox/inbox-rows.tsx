import type { ConversationPage } from "@/lib/conversations/schema";
import type { QueuePage } from "@/lib/queues/schema";
import type { UnmatchedPage } from "@/lib/received/schema";
import { ConversationList } from "./conversation-list";
import type { UnmatchedActions } from "./inbox-actions";
import type { View } from "./inbox-words";
import { QueueList } from "./queue-list";
import type { SnoozeLead } from "./snooze-menu";
import { UnmatchedList } from "./unmatched-list";

export type InboxRowsProps = {
  view: View;
  list: { replies: ConversationPage; "needs-reply": QueuePage; "awaiting-reply": QueuePage; unmatched: UnmatchedPage };
  query: string;
  openId: string | null;
  actions: UnmatchedActions & { snooze: SnoozeLead };
};

/** The rows of one view of the inbox. */
export function InboxRows({ view, list, query, openId, actions }: InboxRowsProps) {
  if (view === "replies") return <ConversationList rows={list.replies.data} query={query} openId={openId} />;
  if (view === "unmatched") return <UnmatchedList rows={list.unmatched.data} actions={actions} />;
  return <QueueList rows={list[view].data} queue={view} snooze={actions.snooze} />;
}
