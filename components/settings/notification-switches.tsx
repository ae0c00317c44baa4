"use client";

import { useState } from "react";
import { KIND_NAMES } from "@/components/notifications/notification-words";
import { Checkbox } from "@/components/ui/checkbox";
import { showProblem } from "@/components/ui/toast";
import { NOTIFICATION_KINDS, type NotificationKind } from "@/lib/notifications/schema";
import type { SettingsAction } from "./use-action";

type Props = {
  muted: NotificationKind[];
  changeNotifications: SettingsAction<{ kind: NotificationKind; on: boolean }>;
};

/** A box per kind; what is switched off is not told from then on, and what was told stays. */
export function NotificationSwitches({ muted: given, changeNotifications }: Props) {
  const [muted, setMuted] = useState<readonly NotificationKind[]>(given);
  const change = async (kind: NotificationKind, on: boolean) => {
    setMuted((now) => (on ? now.filter((one) => one !== kind) : [...now, kind]));
    const result = await changeNotifications({ kind, on });
    if (result.ok) return;
    setMuted((now) => (on ? [...now, kind] : now.filter((one) => one !== kind)));
    showProblem(result.problem.detail);
  };
  return (
    <fieldset className="switches">
      <legend className="m">Tell me when</legend>
      {NOTIFICATION_KINDS.map((kind) => (
        <Checkbox
          key={kind}
          checked={!muted.includes(kind)}
          onChange={(event) => void change(kind, event.currentTarget.checked)}
        >
          {KIND_NAMES[kind]}
        </Checkbox>
      ))}
      <p className="hint">
        You are told here, behind the bell. You never hear of what you did yourself, and never of a lead you may not
        see.
      </p>
    </fieldset>
  );
}
