"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { showProblem, showToast } from "@/components/ui/toast";
import { lookalikeWords } from "@/lib/contact-points/alphabet-rules";
import type { ContactPoint } from "@/lib/contact-points/schema";
import type { Problem } from "@/lib/guard/schema";

export type MarkShared = (input: {
  contact_point_id: string;
  shared: boolean;
}) => Promise<{ ok: true; output: ContactPoint } | { ok: false; problem: Problem }>;

type PointSharingProps = {
  point: ContactPoint;
  /** may mark also what does not look shared */
  mayMarkAny: boolean;
  mark: MarkShared;
};

/** What is known of an address: that it only looks like another, that a message to it came back, and whether many people are behind it. */
export function PointSharing(props: PointSharingProps) {
  const lookalike = lookalikeWords(props.point.value, props.point.normalized);
  return (
    <>
      {lookalike ? (
        <span title={lookalike}>
          <Badge tone="danger">look-alike</Badge>
        </span>
      ) : null}
      {props.point.bounce_state === "hard" ? (
        <span title="Messages to it bounce: correct the address first">
          <Badge tone="danger">bounced</Badge>
        </span>
      ) : null}
      <SharingWord {...props} />
    </>
  );
}

/** Whether many people share it: said by a badge, changed by a word beside it. */
function SharingWord({ point, mayMarkAny, mark }: PointSharingProps) {
  const [busy, setBusy] = useState(false);
  const change = async (shared: boolean) => {
    setBusy(true);
    const result = await mark({ contact_point_id: point.id, shared });
    setBusy(false);
    if (!result.ok) return showProblem(result.problem.detail);
    const message = shared ? "Marked as shared: it warns instead of blocking" : "Marked as one person's own";
    showToast({ message, onUndo: () => void mark({ contact_point_id: point.id, shared: !shared }) });
  };
  if (point.shared) {
    return (
      <>
        <span title="Many people share it: a touch to one of them warns for the others instead of blocking">
          <Badge>shared</Badge>
        </span>{" "}
        <button type="button" className="link" disabled={busy} onClick={() => change(false)}>
          Not shared
        </button>
      </>
    );
  }
  if (!point.looks_shared && !mayMarkAny) return null;
  return (
    <button
      type="button"
      className="link"
      disabled={busy}
      title={point.looks_shared ?? "Say that many people share it"}
      onClick={() => change(true)}
    >
      {point.looks_shared ? "Shared?" : "Mark shared"}
    </button>
  );
}
