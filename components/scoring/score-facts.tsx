"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { RelativeTime } from "@/components/ui/relative-time";
import { showToast } from "@/components/ui/toast";
import type { LeadScore } from "@/lib/scoring/schema";
import { REASON_WORDS, signed, TIER_NAMES } from "./score-words";

type Props = { score: LeadScore; recompute: SettingsAction<{ lead_id: string }, LeadScore> };

/** What the lead is worth, in one line; every point of it behind "Why". */
export function ScoreFacts({ score, recompute }: Props) {
  const [open, setOpen] = useState(false);
  const { priority_tier: tier } = score;
  return (
    <section aria-label="Score">
      <h2>
        Score
        <button type="button" className="plainbtn link" onClick={() => setOpen(true)}>
          Why
        </button>
      </h2>
      <p>
        <span className="m">{score.score ?? "–"}</span>
        <span className="t2">
          {tier ? ` ${TIER_NAMES[tier]}` : " Not scored yet"}
          {score.given ? ", given by hand or a file" : ""}
        </span>
      </p>
      {score.given || score.fit === null ? null : (
        <p className="t3 sm">
          Fit {score.fit}, engagement {score.engagement}
        </p>
      )}
      {open ? <ScoreDialog {...{ score, recompute }} close={() => setOpen(false)} /> : null}
    </section>
  );
}

function ScoreDialog({ score, recompute, close }: Props & { close: () => void }) {
  const { run, busy, problem } = useAction(recompute, ({ score: now }) =>
    showToast({ message: `The score is ${now ?? "none"}` }),
  );
  const title = score.score === null ? "Not scored yet" : `Score ${score.score}`;
  return (
    <Dialog open onOpenChange={close} title={title} subtitle={explained(score)} width="m">
      <div className="body">
        {problem ? <Note tone="bad">{problem.detail}</Note> : null}
        {score.given ? (
          <p className="t2">
            Somebody gave this score, or a file. It holds whatever happens. Clear it in the lead’s form, and the model
            scores the lead.
          </p>
        ) : (
          <>
            <Axis score={score} axis="fit" name="Fit: who they are" />
            <Axis score={score} axis="engagement" name="Engagement: what they did" />
          </>
        )}
        {score.history.length > 0 ? <History score={score} /> : null}
      </div>
      <footer>
        {score.given ? null : (
          <Button busy={busy} onClick={() => run({ lead_id: score.lead_id })}>
            Score now
          </Button>
        )}
        <span className="grow" />
        <DialogClose>Close</DialogClose>
      </footer>
    </Dialog>
  );
}

const explained = ({ given, fit_share: share, model_version: version }: LeadScore) =>
  given || version === null ? undefined : `${share} % fit, ${100 - share} % engagement, model version ${version}`;

function Axis({ score, axis, name }: { score: LeadScore; axis: "fit" | "engagement"; name: string }) {
  const factors = score.factors.filter((one) => one.axis === axis);
  return (
    <section aria-label={name}>
      <h3 className="m">
        {name} <span className="t3">{score[axis] ?? 0} of 100</span>
      </h3>
      {factors.length === 0 ? <p className="t3">Nothing is known yet.</p> : null}
      <ul>
        {factors.map((one) => (
          <li key={one.signal} className="row g8">
            <span className="num w-10 text-right">{signed(one.points)}</span>
            <span className="t2">{one.words}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function History({ score }: { score: LeadScore }) {
  return (
    <section aria-label="History">
      <h3 className="m">History</h3>
      <ul>
        {score.history.slice(0, 12).map((one) => (
          <li key={one.id} className="row g8">
            <span className="num w-20 text-right">
              {one.previous === null ? "" : `${one.previous} to `}
              {one.score}
            </span>
            <span className="t2">{REASON_WORDS[one.reason]}</span>
            <span className="grow" />
            <span className="t3 sm">
              <RelativeTime at={one.at} focusable={false} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
