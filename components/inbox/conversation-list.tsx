import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { hrefWith } from "@/components/ui/query-href";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Conversation } from "@/lib/conversations/schema";
import { CLASS_NAMES, titleWords } from "./inbox-words";

export type ConversationListProps = { rows: Conversation[]; query: string; openId: string | null };

/** Conversations in which they have written, the newest first. */
export function ConversationList({ rows, query, openId }: ConversationListProps) {
  if (rows.length === 0)
    return (
      <EmptyState title="No replies yet">
        What people answer stands here as soon as it arrives in a connected mailbox, or somebody logs it.
      </EmptyState>
    );
  return (
    <ul className="mails" aria-label="Replies">
      {rows.map((one) => (
        <li key={one.id}>
          <Link
            data-inbox-row=""
            href={hrefWith(query, { thread: one.id })}
            aria-current={one.id === openId ? "true" : undefined}
            scroll={false}
            prefetch={false}
          >
            <span className="row">
              <span className="cut m">{one.lead.name}</span>
              <span className="t3 cut">{one.lead.company}</span>
              <span className="grow" />
              <span className="t3 sm">
                <RelativeTime at={one.at} focusable={false} />
              </span>
            </span>
            <span className="cut">{titleWords(one)}</span>
            <span className="cut t3">{one.preview}</span>
            <span className="row sm">
              {one.needs_reply ? <Badge tone="accent">Needs our reply</Badge> : <Badge>Answered</Badge>}
              {one.reply_class ? <Badge tone="line">{CLASS_NAMES[one.reply_class]}</Badge> : null}
              <span className="grow" />
              <span className="t3">{one.owner?.name ?? "Nobody's"}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
