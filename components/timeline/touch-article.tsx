"use client";

import { clsx } from "clsx";
import { Check, Reply, Square, SquareCheck, TriangleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ChannelIcon } from "@/components/outreach/channel-icon";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock";
import { RelativeTime } from "@/components/ui/relative-time";
import { exactTime } from "@/components/ui/time-format";
import { showProblem } from "@/components/ui/toast";
import type { Touch } from "@/lib/communications/schema";
import type { Problem } from "@/lib/guard/schema";
import { type LoadText, TouchText } from "./touch-text";
import { collisionWords, type TouchReader, touchActor, touchOutcome, touchVerb } from "./touch-words";

export type MarkResponded = (
  touch: Touch,
  responded: boolean,
) => Promise<{ ok: true; output: Touch } | { ok: false; problem: Problem }>;

export type TouchArticleProps = {
  touch: Touch;
  reader: TouchReader;
  inThread: boolean;
  isNew: boolean;
  position: number;
  total: number;
  markResponded?: MarkResponded;
  loadText?: LoadText;
  /** Answers their message; left out where it is not the last word. */
  reply?: () => void;
  /** Below the text and at the right of the line: what more there is to a call. */
  more?: { aside?: ReactNode; below?: ReactNode };
};

/** One touch: time, channel, who did what, outcome, text. Ours is an outlined circle, theirs a filled one. */
export function TouchArticle(props: TouchArticleProps) {
  const { touch, reader, inThread, isNew, position, total, markResponded, loadText, reply, more } = props;
  const { zone } = useClock();
  const theirs = touch.direction === "inbound";
  const subject = inThread ? null : touch.subject;
  const actor = touchActor(touch, reader);
  const verb = touchVerb(touch, inThread);
  return (
    <article
      className={clsx("touch", theirs && "in", isNew && "new")}
      aria-label={`${actor} ${verb}${subject ? ` “${subject}”` : ""}, ${CHANNEL_NAMES[touch.method]}, ${exactTime(touch.occurred_at, zone)}`}
      aria-posinset={position}
      aria-setsize={total}
      data-touch={touch.id}
      tabIndex={position === 1 ? 0 : -1}
    >
      <span className="at">
        <RelativeTime at={touch.occurred_at} form="clock" focusable={false} />
      </span>
      <span className="ic">
        <ChannelIcon channel={touch.method} />
      </span>
      <div className="min-w-0">
        <div className="hd">
          <span className="cut">
            <span className="m">{actor}</span> {verb}
            {subject ? <span className="t2"> “{subject}”</span> : null}
          </span>
          <span className="end">
            {reply ? (
              <Button variant="ghost" size="small" icon={Reply} onClick={reply}>
                Reply
              </Button>
            ) : null}
            {more?.aside}
            {theirs || touch.ended_at ? null : <Responded touch={touch} markResponded={markResponded} />}
            {theirs && !touch.call ? null : <span>{touchOutcome(touch)}</span>}
          </span>
        </div>
        <TouchText touch={touch} loadText={loadText} />
        {more?.below}
        {touch.ended_reason ? <div className="t3 sm cut">{touch.ended_reason}</div> : null}
        {touch.collisions.map((collision) => (
          <CollisionLine key={`${collision.kind} ${collision.code} ${collision.other_id}`} collision={collision} />
        ))}
      </div>
    </article>
  );
}

function CollisionLine({ collision }: { collision: Touch["collisions"][number] }) {
  const tone = collision.kind === "overridden" ? "wait" : collision.kind === "escaped" ? "taken" : "free";
  const Icon = collision.kind === "prevented" ? Check : TriangleAlert;
  return (
    <div className="flag">
      <Badge tone={tone} icon={Icon}>
        Collision, {collision.kind}
      </Badge>
      <span className="t2 sm cut">
        {collisionWords(collision.code)}.{collision.reason ? ` Reason: “${collision.reason}”` : ""}
      </span>
    </div>
  );
}

/** Marks the answer at once and puts it back when the server refuses. */
function Responded({ touch, markResponded }: { touch: Touch; markResponded?: MarkResponded }) {
  const [wish, setWish] = useState<boolean | null>(null);
  const responded = wish ?? touch.responded;
  const when = touch.response_at && responded ? <RelativeTime at={touch.response_at} focusable={false} /> : null;
  if (!markResponded) return responded ? <span className="opt">They responded {when}</span> : null;
  const toggle = async () => {
    setWish(!responded);
    const answer = await markResponded(touch, !responded).catch(() => NOT_REACHED);
    setWish(null);
    if (!answer.ok) showProblem(`Not marked. ${answer.problem.detail}`);
  };
  const Box = responded ? SquareCheck : Square;
  return (
    <button
      type="button"
      className="mark-btn"
      aria-label="They responded"
      aria-pressed={responded}
      disabled={wish !== null}
      onClick={toggle}
    >
      <Box className="i s" aria-hidden="true" />
      <span className="wide">They responded {when}</span>
    </button>
  );
}

const NOT_REACHED = {
  ok: false as const,
  problem: { code: "UNAVAILABLE", detail: "The connection failed. Try again." },
};
