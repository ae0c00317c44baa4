"use client";

import { useEffect, useRef, useState } from "react";
import { errorAt } from "@/components/ui/field";
import { showToast } from "@/components/ui/toast";
import type { SettingsEffect } from "@/lib/effects/schema";
import { flatSettings } from "@/lib/settings/rules";
import type { SettingsState, SettingValue } from "@/lib/settings/schema";
import { inUnit, settingFault, stored, type Unit } from "./setting-words";
import { type SettingsAction, useAction } from "./use-action";

type Changes = Record<string, SettingValue | string>;
export type ChangeGuard = SettingsAction<Changes & { if_version?: number }>;
export type PreviewGuard = (changes: Changes) => Promise<SettingsEffect | null>;
export type GuardDraft = ReturnType<typeof useGuardForm>;

const pauseMs = 350;

/** What was typed and not saved, and what it would have done, asked for once the typing rests. */
export function useGuardForm(state: SettingsState, change: ChangeGuard, preview: PreviewGuard) {
  const held = flatSettings(state);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [changes, setChanges] = useState<Changes>({});
  const [effect, setEffect] = useState<SettingsEffect | null>(null);
  const [counting, setCounting] = useState(false);
  const forget = () => {
    setTyped({});
    setChanges({});
    setEffect(null);
  };
  const {
    run,
    busy,
    problem,
    forget: forgetProblem,
  } = useAction(change, () => {
    forget();
    showToast({ message: "Settings saved" });
  });
  const asked = useRef(0);
  const wanted = JSON.stringify(changes);
  useEffect(() => {
    const turn = ++asked.current;
    const wish: Changes = JSON.parse(wanted);
    if (Object.keys(wish).length === 0) return;
    setCounting(true);
    const timer = setTimeout(async () => {
      const answer = await preview(wish).catch(() => null);
      if (turn !== asked.current) return;
      setEffect(answer);
      setCounting(false);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [wanted, preview]);

  const put = (key: string, value: SettingValue | string) =>
    setChanges(({ [key]: _, ...others }) => (value === held[key] ? others : { ...others, [key]: value }));
  const faultAt = (key: string) => (key in changes ? settingFault(key, changes[key] ?? null) : null);
  const faulty = Object.keys(changes).some((key) => faultAt(key) !== null);
  return {
    /** at its field, before anybody saves; what the server refused stands there until the next save */
    errorAt: (key: string) => faultAt(key) ?? errorAt(problem?.errors, key),
    faulty,
    typed: (key: string, unit: Unit) => {
      const now = held[key];
      return typed[key] ?? (typeof now === "number" ? String(inUnit(now, unit)) : "");
    },
    type: (key: string, unit: Unit, text: string) => {
      setTyped((before) => ({ ...before, [key]: text }));
      put(key, stored(text, unit));
    },
    chosen: (key: string) => String((key in changes ? changes[key] : held[key]) ?? ""),
    choose: (key: string, value: string) => put(key, value),
    isOn: (key: string) => (key in changes ? changes[key] : held[key]) === true,
    turn: (key: string, on: boolean) => put(key, on),
    changes: Object.keys(changes).length,
    effect: Object.keys(changes).length > 0 ? effect : null,
    counting: Object.keys(changes).length > 0 && counting,
    save: () => (faulty ? undefined : run({ ...changes, if_version: state.version })),
    discard: () => {
      forget();
      forgetProblem();
    },
    busy,
    problem,
  };
}
