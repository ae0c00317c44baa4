"use client";

import { TextAlignStart } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { Fragment, type ReactNode, useRef } from "react";
import { useShortcuts } from "@/components/shell/keyboard";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { dayHeading } from "@/components/ui/time-format";
import type { Touch } from "@/lib/communications/schema";
import type { RecordEntry } from "@/lib/feed/schema";
import type { Note } from "@/lib/notes/schema";
import {
  asHappened,
  awaitingAnswer,
  filterEntries,
  filterTouches,
  groupTouches,
  type TimelineBlock,
  type TimelineEntry,
} from "./group-touches";
import { RecordRow } from "./record-row";
import { recordSentence } from "./record-words";
import { TimelineEnd } from "./timeline-end";
import { TimelineFilters } from "./timeline-filters";
import { type MarkResponded, TouchArticle, type TouchArticleProps } from "./touch-article";
import type { LoadText } from "./touch-text";
import { useKeptAddress } from "./use-kept-address";
import { type LoadOlder, useOlderTouches } from "./use-older-touches";
import { type LoadRecord, useRecord } from "./use-record";

export type ContactTimelineProps = {
  touches: Touch[];
  /** How many there are in all; what is not loaded yet is said. */
  total?: number;
  hasOlder: boolean;
  /** Loads the page behind the oldest touch that is here. */
  loadOlder: LoadOlder;
  leadName: string;
  userId?: string;
  newIds?: readonly string[];
  markResponded?: MarkResponded;
  loadText?: LoadText;
  /** The one next action of an empty timeline. */
  emptyAction?: ReactNode;
  /** Answers a message of theirs. */
  onReply?: (touch: Touch) => void;
  /** What more there is to a touch: the transcript of a call, what became of it. */
  moreOf?: (touch: Touch) => TouchArticleProps["more"];
  /** Above everything that happened: what is to go out. */
  waiting?: ReactNode;
  /** What stands between the touches, and how one of it is drawn. */
  entries?: readonly TimelineEntry[];
  /** What else happened to the lead, when somebody wants to see everything; `asOf` changes when it may have grown. */
  loadRecord?: LoadRecord;
  asOf?: string;
  drawEntry?: (note: Note, place: { position: number; total: number }) => ReactNode;
};

/** Every touch with this lead, newest first, by day and thread. The filter is part of the address. */
export function ContactTimeline(props: ContactTimelineProps) {
  const { total, leadName, userId, newIds = [], markResponded, emptyAction, onReply, waiting, entries = [] } = props;
  const { zone } = useClock();
  const older = useOlderTouches(props);
  const [filter, setFilter] = useQueryStates(FILTER_PARTS, { urlKeys: FILTER_KEYS, history: "replace" });
  const all = asHappened(older.all);
  const { channel, user, direction, words, show } = filter;
  useKeptAddress({ on: channel, by: user, way: direction, find: words, show }, () => void setFilter(filter));
  const feed = useRef<HTMLDivElement>(null);
  useShortcuts([
    { keys: "[", label: "Older touch", group: "Timeline", run: () => moveFocus(feed.current, 1) },
    { keys: "]", label: "Newer touch", group: "Timeline", run: () => moveFocus(feed.current, -1) },
    ...(onReply
      ? [{ keys: "r", label: "Reply", group: "Timeline", run: () => answer(feed.current, all, onReply) }]
      : []),
  ]);

  const answerable = new Set(awaitingAnswer(all).map((touch) => touch.id));
  const shown = filterTouches(all, filter);
  const record = useRecord({
    load: props.loadRecord,
    on: show === "all",
    until: older.hasMore ? (older.all.at(-1)?.occurred_at ?? null) : null,
    asOf: props.asOf,
  });
  const between = filterEntries([...entries, ...record.entries.map((one) => entryOf(one, userId))], filter);
  const days = groupTouches(shown, zone, between);
  const positions = new Map(orderOf(days.flatMap((day) => day.blocks)).map((id, index) => [id, index + 1]));
  const count = older.hasMore ? -1 : positions.size;
  const article = (touch: Touch, inThread: boolean): TouchArticleProps => ({
    touch,
    inThread,
    reader: { leadName, userId },
    isNew: newIds.includes(touch.id),
    position: positions.get(touch.id) ?? 1,
    total: count,
    loadText: props.loadText,
    more: props.moreOf?.(touch),
    reply: onReply && answerable.has(touch.id) ? () => onReply(touch) : undefined,
    markResponded:
      markResponded &&
      (async (one, responded) => {
        const answer = await markResponded(one, responded);
        if (answer.ok) older.replace(answer.output);
        return answer;
      }),
  });
  const entry: BlockProps["entry"] = (one) =>
    one.kind === "record" ? (
      <RecordRow entry={one.record} text={one.text} />
    ) : (
      props.drawEntry?.(one.note, { position: positions.get(one.id) ?? 1, total: count })
    );
  if (all.length === 0 && entries.length === 0 && show !== "all") {
    const actions = (
      <>
        {emptyAction}
        {props.loadRecord ? (
          <Button variant="ghost" onClick={() => void setFilter({ show: "all" })}>
            What else happened
          </Button>
        ) : null}
      </>
    );
    return (
      <>
        {waiting}
        <EmptyState title={`Nobody has contacted ${leadName} yet`} actions={actions}>
          The first touch you log stands here, with who, when and what became of it.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      {waiting}
      <TimelineFilters touches={all} filter={filter} onFilter={setFilter} />
      <div className="scroll">
        {record.problem ? <ErrorState title={record.problem} safe="The rest is here." onRetry={record.retry} /> : null}
        <div ref={feed} role="feed" aria-label="Timeline" aria-busy={older.busy}>
          {days.map((day) => (
            <DayBlock key={day.at} at={day.at} blocks={day.blocks} {...{ article, entry }} />
          ))}
        </div>
        <TimelineEnd
          shown={shown.length + between.length}
          loaded={older.all.length}
          total={total}
          older={older}
          onReset={() => setFilter(null)}
        />
      </div>
    </>
  );
}

const FILTER_PARTS = {
  channel: parseAsString,
  user: parseAsString,
  direction: parseAsString,
  words: parseAsString.withDefault(""),
  show: parseAsString,
};
const FILTER_KEYS = { channel: "on", user: "by", direction: "way", words: "find", show: "show" };

type BlockProps = {
  article: (touch: Touch, inThread: boolean) => TouchArticleProps;
  entry: (entry: TimelineEntry) => ReactNode;
};

function DayBlock({ at, blocks, article, entry }: BlockProps & { at: string; blocks: TimelineBlock[] }) {
  const { now, zone } = useClock();
  return (
    <>
      <div className="day">{dayHeading(at, now, zone)}</div>
      {blocks.map((block) => {
        if (block.kind === "single") return <TouchArticle key={block.key} {...article(block.touch, false)} />;
        if (block.kind === "thread") return <ThreadBlock key={block.key} block={block} article={article} />;
        return <Fragment key={block.key}>{entry(block.entry)}</Fragment>;
      })}
    </>
  );
}

function ThreadBlock({
  block,
  article,
}: Pick<BlockProps, "article"> & { block: Extract<TimelineBlock, { kind: "thread" }> }) {
  const { now, zone } = useClock();
  return (
    <div className="thread">
      <div className="subj">
        <span />
        <TextAlignStart className="i" aria-hidden="true" />
        <span className="cut">
          {block.subject} <span className="t3 font-normal">{block.count} messages</span>
        </span>
      </div>
      {block.days.map((day, index) => (
        <div key={day.at}>
          {index > 0 ? <div className="day sub">{dayHeading(day.at, now, zone)}</div> : null}
          {day.touches.map((touch) => (
            <TouchArticle key={touch.id} {...article(touch, true)} />
          ))}
        </div>
      ))}
    </div>
  );
}

const entryOf = (record: RecordEntry, userId?: string): TimelineEntry => ({
  kind: "record",
  id: `${record.what} ${record.id}`,
  at: record.at,
  record,
  text: recordSentence(record, userId),
});

/** The ids of the articles in the feed, in its order. */
function orderOf(blocks: TimelineBlock[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === "entry") return block.entry.kind === "note" ? [block.entry.id] : [];
    return block.kind === "single" ? [block.touch.id] : block.days.flatMap((day) => day.touches.map(({ id }) => id));
  });
}

function moveFocus(feed: HTMLElement | null, step: 1 | -1) {
  const articles = feed ? [...feed.querySelectorAll("article")] : [];
  const at = articles.findIndex((article) => article.contains(document.activeElement));
  articles[Math.max(0, Math.min(articles.length - 1, at + step))]?.focus();
}

/** The message in focus when it is theirs, else the newest of theirs that is the last word, else their newest. */
function answer(feed: HTMLElement | null, touches: Touch[], onReply: (touch: Touch) => void) {
  const focused = feed?.querySelector<HTMLElement>("article:focus-within, article:focus")?.dataset.touch;
  const theirs = touches.filter((touch) => touch.direction === "inbound");
  const touch = theirs.find((one) => one.id === focused) ?? awaitingAnswer(touches)[0] ?? theirs[0];
  if (touch) onReply(touch);
}
