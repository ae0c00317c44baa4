"use client";

import { Check } from "lucide-react";
import { ChannelIcon } from "@/components/outreach/channel-icon";
import { VerdictDot } from "@/components/outreach/verdict-dot";
import { WORD_NAMES } from "@/components/outreach/verdict-words";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DayItem } from "@/lib/daily-outreach/schema";
import { verdictWord } from "@/lib/guard/verdict-rules";
import { channelOfItem, doneWords, GROUPS } from "./today-words";

type Props = { items: DayItem[]; chosen: string | null; choose: (id: string) => void };

/** The day by what is asked: replies first, what was done last. */
export function TodayList({ items, chosen, choose }: Props) {
  const open = items.filter((one) => one.status === "open");
  const done = items.filter((one) => one.status !== "open");
  const groups = GROUPS.map(({ reason, label }) => ({ label, list: open.filter((one) => one.reason === reason) }));
  return (
    <nav className="today-list" aria-label="Your day">
      {[...groups, { label: "Done", list: done }]
        .filter(({ list }) => list.length > 0)
        .map(({ label, list }) => (
          <section key={label} aria-label={label}>
            <h2>
              {label} <span className="t3 num">{list.length}</span>
            </h2>
            <ul>
              {list.map((one) => (
                <li key={one.id}>
                  <button
                    type="button"
                    className="today-item"
                    aria-current={one.id === chosen ? "true" : undefined}
                    onClick={() => choose(one.id)}
                  >
                    <ItemChannel item={one} />
                    <span className="cut">
                      <span className="m cut">
                        {one.lead.name} <span className="t3">{one.lead.company}</span>
                      </span>
                      <span className="t2 cut">{one.status === "open" ? one.why : doneWords(one)}</span>
                    </span>
                    <span className="grow" />
                    <ItemTime item={one} />
                    <ItemVerdict item={one} />
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </nav>
  );
}

function ItemChannel({ item }: { item: DayItem }) {
  const channel = channelOfItem(item);
  return channel ? <ChannelIcon channel={channel} /> : <Check className="i" aria-hidden="true" />;
}

/** Since when somebody waits, or when it was done. */
function ItemTime({ item }: { item: DayItem }) {
  const { reason, status, due_at, done_at } = item;
  const at = status !== "open" ? done_at : reason === "reply" || reason === "follow_up" ? due_at : null;
  if (!at) return null;
  return (
    <span className="t3 num whitespace-nowrap">
      <RelativeTime at={at} focusable={false} />
    </span>
  );
}

function ItemVerdict({ item }: { item: DayItem }) {
  const channel = channelOfItem(item);
  const answer = channel && item.contactability?.channels[channel];
  if (item.status !== "open" || !channel || !answer) return null;
  const word = verdictWord(answer, channel);
  return <VerdictDot word={word} label={WORD_NAMES[word]} />;
}
