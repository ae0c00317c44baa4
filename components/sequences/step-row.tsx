"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { delayWords, KIND_WORDS, stepSummary } from "./sequence-words";
import type { StepDraft } from "./step-draft";
import { type Offer, StepFields } from "./step-fields";

type Props = {
  step: StepDraft;
  /** its number, from 1 */
  place: number;
  open: boolean;
  offer: Offer;
  toggle: () => void;
  change: (step: StepDraft) => void;
  /** left out for who may not change it */
  order?: { move: (to: number) => void; remove: () => void };
};

/** A step in a line; open, with its fields. */
export function StepRow({ step, place, open, offer, toggle, change, order }: Props) {
  return (
    <li className="seq-step">
      <div className="seq-line">
        <button type="button" className="seq-open" aria-expanded={open} onClick={toggle}>
          <span className="num t3">{place}</span>
          <Badge tone="line">{KIND_WORDS[step.kind]}</Badge>
          <span className="cut">
            {stepSummary({ ...step, template: offer.templates.find((one) => one.id === step.templateId)?.name })}
          </span>
          <span className="grow" />
          <span className="t3">
            {delayWords((Number(step.delay) || 0) * (step.unit === "days" ? 24 : 1))}
            {step.otherwise ? `, else step ${step.otherwise}` : ""}
          </span>
        </button>
        {order ? (
          <>
            <Button
              variant="ghost"
              icon={ArrowUp}
              iconOnly
              aria-label={`Move step ${place} up`}
              disabled={place === 1}
              onClick={() => order.move(place - 2)}
            />
            <Button
              variant="ghost"
              icon={ArrowDown}
              iconOnly
              aria-label={`Move step ${place} down`}
              disabled={place === offer.last}
              onClick={() => order.move(place)}
            />
            <Button variant="ghost" icon={Trash2} iconOnly aria-label={`Remove step ${place}`} onClick={order.remove} />
          </>
        ) : null}
      </div>
      {open ? <StepFields step={step} place={place} change={change} offer={offer} /> : null}
    </li>
  );
}
