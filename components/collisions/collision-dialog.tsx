"use client";

import { Check } from "lucide-react";
import { useState } from "react";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import type { SettingsAction } from "@/components/settings/use-action";
import { collisionWords } from "@/components/timeline/touch-words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Collision, Resolution } from "@/lib/collisions/schema";
import { channelSchema, refusalCodeSchema } from "@/lib/guard/schema";
import { CollisionBadge } from "./collision-badge";
import { RESOLUTION_NAMES, RESOLUTION_OPTIONS, resolutionOf } from "./resolution-words";

export type CollisionActions = {
  reviewOverride: SettingsAction<{ override_id: string }>;
  resolveCollision: SettingsAction<{ collision_id: string; resolution: Resolution | null }>;
};

type Props = { collision: Collision; userId: string; mayReview: boolean; actions: CollisionActions };

/** One collision whole: what was shown, what was said, and what a manager makes of it. */
export function CollisionDialog({ collision, userId, mayReview, actions }: Props) {
  const [open, setOpen] = useState(false);
  const { lead, override } = collision;
  const waits = override !== null && override.reviewed_at === null;
  return (
    <>
      <Button
        size="small"
        onClick={() => setOpen(true)}
        aria-label={`${waits && mayReview ? "Review" : "Look at"}: ${lead.name}`}
      >
        {waits && mayReview ? "Review" : "Look"}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={lead.name}
        subtitle={lead.company}
        end={<CollisionBadge kind={collision.kind} />}
        width="m"
      >
        <div className="body">
          <Story collision={collision} />
          <Outcome collision={collision} mayReview={mayReview} actions={actions} />
        </div>
        {override ? (
          <Review {...{ override, userId, mayReview }} review={actions.reviewOverride} onDone={() => setOpen(false)} />
        ) : null}
      </Dialog>
    </>
  );
}

function Story({
  collision: { user, method, at, other, subject, excerpt, reason, override, code },
}: {
  collision: Collision;
}) {
  const channel = channelSchema.safeParse(method);
  return (
    <dl className="facts">
      <dt>Who</dt>
      <dd>
        {user?.name ?? "Somebody"}, {channel.success ? CHANNEL_NAMES[channel.data] : method},{" "}
        <RelativeTime at={at} form="words" />
      </dd>
      <dt>Against</dt>
      <dd>
        {other ? (
          <>
            {other.user?.name ?? "Somebody"}, <RelativeTime at={other.at} form="words" />
            {other.subject ? `, “${other.subject}”` : ""}
          </>
        ) : (
          <span className="t3">Nothing that you may see</span>
        )}
      </dd>
      <dt>{override ? "Warned" : "Rule"}</dt>
      <dd>
        {override ? (
          <ul>
            {override.warning.map((one) => (
              <li key={one.code}>{one.message}</li>
            ))}
          </ul>
        ) : (
          ruleWords(code)
        )}
      </dd>
      {reason ? (
        <>
          <dt>Reason</dt>
          <dd className="m">“{reason}”</dd>
        </>
      ) : null}
      {subject || excerpt ? (
        <>
          <dt>Text</dt>
          <dd className="t2">{[subject, excerpt].filter(Boolean).join(": ")}</dd>
        </>
      ) : null}
    </dl>
  );
}

function Outcome({ collision, mayReview, actions }: Pick<Props, "collision" | "mayReview" | "actions">) {
  const { id, resolution } = collision;
  if (!mayReview) return resolution ? <p>{RESOLUTION_NAMES[resolution]}.</p> : null;
  const resolve = async (wanted: Resolution | null) => {
    const result = await actions.resolveCollision({ collision_id: id, resolution: wanted });
    if (result.ok) showToast({ message: wanted ? RESOLUTION_NAMES[wanted] : "Open again" });
    else showProblem(result.problem.detail);
  };
  return (
    <Field label="What was made of it">
      {(ids) => (
        <Select
          {...ids}
          value={resolution ?? ""}
          options={RESOLUTION_OPTIONS}
          onChange={(event) => void resolve(resolutionOf(event.currentTarget.value))}
        />
      )}
    </Field>
  );
}

type ReviewProps = Pick<Props, "userId" | "mayReview"> & {
  override: NonNullable<Collision["override"]>;
  review: CollisionActions["reviewOverride"];
  onDone: () => void;
};

function Review({ override, userId, mayReview, review, onDone }: ReviewProps) {
  const send = async () => {
    const result = await review({ override_id: override.id });
    if (!result.ok) return showProblem(result.problem.detail);
    onDone();
    showToast({ message: "Override reviewed" });
  };
  if (override.reviewed_at) {
    return (
      <footer>
        <span className="t2">
          {override.reviewed_by?.name ?? "Somebody"} reviewed this override{" "}
          <RelativeTime at={override.reviewed_at} form="words" />.
        </span>
      </footer>
    );
  }
  const own = override.user_id === userId;
  return (
    <footer>
      <span className="t2">{waitWords(own, mayReview)}</span>
      <span className="grow" />
      {mayReview && !own ? (
        <Button variant="primary" icon={Check} onClick={() => void send()}>
          Mark as reviewed
        </Button>
      ) : null}
    </footer>
  );
}

function waitWords(own: boolean, mayReview: boolean): string {
  if (own) return "Your own override: another manager or an admin looks at it.";
  return mayReview ? "Nobody has looked at this override yet." : "A manager looks at this override.";
}

function ruleWords(code: string): string {
  const known = refusalCodeSchema.safeParse(code);
  return known.success ? collisionWords(known.data) : code;
}
