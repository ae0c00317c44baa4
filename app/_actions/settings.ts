"use server";

import { asAction, toAction } from "@/app/_adapters/action";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { assessSettings } from "@/lib/effects/assess-settings";
import { changeSettings } from "@/lib/settings/change-settings";
import { changeSettingsInputSchema } from "@/lib/settings/schema";

export async function changeGuardAction(raw: unknown) {
  return toAction(changeSettings, { revalidate: "/settings/guard" })(raw);
}

/** Null while what is typed is no value: the field says so when it is saved. */
export async function previewGuardAction(raw: unknown) {
  const result = await asAction(({ context }) => {
    const changes = parseInput(changeSettingsInputSchema, raw);
    return read(context, "settings:write", (tx) => assessSettings(tx, changes, context));
  });
  return result.ok ? result.output : null;
}
