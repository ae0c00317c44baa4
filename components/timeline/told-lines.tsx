"use client";

import { CLASS_NAMES } from "@/components/inbox/inbox-words";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Touch } from "@/lib/communications/schema";
import { REPLY_CLASSES } from "@/lib/reply-classes/schema";

export type ToldActions = {
  /** Says what an answer comes to that somebody logged by hand. */
  correctClass: SettingsAction<{ contact_id: string; reply_class: string }>;
  /** Says that what somebody logged is not the message that was read. */
  split: SettingsAction<{ contact_id: string }>;
};

/** What there is to say of a touch that somebody logged by hand: what the answer comes to, or the message that it is. */
export function ToldLines({ touch, userId, actions }: { touch: Touch; userId?: string; actions: ToldActions }) {
  if (touch.logged) return <LoggedLine logged={touch.logged} userId={userId} split={actions.split} />;
  return touch.reply ? <ClassLine id={touch.id} reply={touch.reply} correct={actions.correctClass} /> : null;
}

type LoggedLineProps = { logged: NonNullable<Touch["logged"]>; userId?: string; split: ToldActions["split"] };

function LoggedLine({ logged, userId, split }: LoggedLineProps) {
  const { run, busy } = useAction(async (contact_id: string) => {
    const answer = await split({ contact_id });
    if (!answer.ok) showProblem(`Nothing was changed. ${answer.problem.detail}`);
    return answer;
  });
  return (
    <div className="flag tells">
      <span className="t2 sm">
        {logged.by?.id === userId ? "You" : (logged.by?.name ?? "Somebody")} logged this by hand{" "}
        <RelativeTime at={logged.at} focusable={false} />
        {logged.text ? <>: “{logged.text}”</> : ". It counts once."}
      </span>
      <button type="button" className="link sm" disabled={busy} onClick={() => run(logged.id)}>
        Not the same
      </button>
    </div>
  );
}

type ClassLineProps = {
  id: string;
  reply: NonNullable<Touch["reply"]>;
  correct: ToldActions["correctClass"];
};

function ClassLine({ id, reply, correct }: ClassLineProps) {
  const { run } = useAction(async (chosen: string) => {
    const answer = await correct({ contact_id: id, reply_class: chosen });
    if (!answer.ok) showProblem(answer.problem.detail);
    else if (chosen === "unsubscribe")
      showToast({ message: "They are on the do-not-contact list from now on, and what waited for them is cancelled" });
    return answer;
  });
  const why = reply.by
    ? `${reply.by} said so`
    : reply.evidence && reply.class !== "neutral"
      ? `by “${reply.evidence}”`
      : "";
  const options = REPLY_CLASSES.map((value) => ({ value, label: CLASS_NAMES[value] }));
  return (
    <div className="flag tells">
      <Select
        frame="bar"
        aria-label="What their answer amounts to"
        key={reply.class}
        defaultValue={reply.class ?? ""}
        onChange={(event) => event.target.value && run(event.target.value)}
        options={reply.class ? options : [{ value: "", label: "Amounts to" }, ...options]}
      />
      <span className="t3 sm cut">{why}</span>
    </div>
  );
}
