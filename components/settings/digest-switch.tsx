"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { showProblem } from "@/components/ui/toast";
import type { SettingsAction } from "./use-action";

type DigestSwitchProps = { on: boolean; changeDigest: SettingsAction<{ on: boolean }> };

/** Whether what is still unread in the morning comes by mail. */
export function DigestSwitch({ on: given, changeDigest }: DigestSwitchProps) {
  const [on, setOn] = useState(given);
  const change = async (wanted: boolean) => {
    setOn(wanted);
    const result = await changeDigest({ on: wanted });
    if (result.ok) return;
    setOn(!wanted);
    showProblem(result.problem.detail);
  };
  return (
    <fieldset className="switches">
      <legend className="m">By mail</legend>
      <Checkbox checked={on} onChange={(event) => void change(event.currentTarget.checked)}>
        Every morning, what I have not read
      </Checkbox>
      <p className="hint">
        One mail a day at most, at seven by your own clock, of the kinds that are on above. Nothing unread, no mail.
      </p>
    </fieldset>
  );
}
