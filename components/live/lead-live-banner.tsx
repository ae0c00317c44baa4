"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { ChannelIcon } from "@/components/outreach/channel-icon";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock";
import type { Contactability } from "@/lib/guard/schema";
import { useLiveEvents } from "./live-provider";
import { channelOf, consequenceSentence, type LeadNews, newsSentence } from "./live-words";
import { useLiveRefresh } from "./use-live-refresh";

export type LeadLiveBannerProps = {
  leadId: string;
  /** as the sentence says it: "Ines" */
  leadName: string;
  /** whose own touches are no news */
  userId?: string;
  /** asked once per news, for what it means to the reader */
  loadContactability: () => Promise<Contactability | null>;
  onShow?: (communicationId: string) => void;
};

type Shown = { news: LeadNews; contactability: Contactability | null };

/** One line between name and verdict when a colleague contacts this lead, or the lead replies; the page below is read anew. */
export function LeadLiveBanner({ leadId, leadName, userId, loadContactability, onShow }: LeadLiveBannerProps) {
  const [shown, setShown] = useState<Shown | null>(null);
  useLiveRefresh({ leadId });
  useLiveEvents({ leadId }, (event) => {
    if (event.kind !== "lead.contacted" && event.kind !== "lead.replied") return;
    if (event.body.user && event.body.user.id === userId) return;
    const news: LeadNews = { kind: event.kind, body: event.body };
    setShown({ news, contactability: null });
    loadContactability().then(
      (contactability) => setShown((now) => (now?.news === news ? { news, contactability } : now)),
      () => {},
    );
  });
  const show = shown?.news.body.communication_id && onShow ? shown.news.body.communication_id : null;
  return (
    // Always there, so that a screen reader hears what appears in it; it takes no room while empty.
    <div role="status" className="contents">
      {shown ? (
        <Line
          shown={shown}
          leadName={leadName}
          dismiss={() => setShown(null)}
          show={show ? () => onShow?.(show) : null}
        />
      ) : null}
    </div>
  );
}

type LineProps = { shown: Shown; leadName: string; dismiss: () => void; show: (() => void) | null };

function Line({ shown: { news, contactability }, leadName, dismiss, show }: LineProps) {
  const clock = useClock();
  const consequence = consequenceSentence(news, contactability, clock);
  return (
    <p className="note live">
      <ChannelIcon channel={channelOf(news.body.method) ?? "other"} />
      <span className="cut">
        <span className="m">{newsSentence(news, leadName, clock)}</span>
        {consequence ? <span className="t2"> {consequence}</span> : null}
      </span>
      <span className="grow" />
      {show ? (
        <Button className="wide" onClick={show}>
          Show
        </Button>
      ) : null}
      <Button variant="ghost" icon={X} iconOnly onClick={dismiss}>
        Dismiss
      </Button>
    </p>
  );
}
