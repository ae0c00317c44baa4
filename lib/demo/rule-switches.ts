import { changeSettings } from "@/lib/settings/change-settings";
import type { Calendar } from "./calendar";
import { onceFree } from "./once-free";
import type { Stage } from "./teller";

const later = ["guard.company.window_days", "guard.touches.limit", "guard.similarity.window_days"] as const;

/** Fernway begins with the rules by person alone. The stories are told lead by lead, so the others could not be asked in their order. */
export async function switchRulesOff(stage: Stage, begins: Date): Promise<void> {
  const off = Object.fromEntries(later.map((key) => [key, 0]));
  await onceFree(() => changeSettings(stage.as("admin", begins, "rules off"), off));
}

/** Three weeks ago the admin switched them on, one after the other. */
export async function switchRulesOn(stage: Stage, calendar: Calendar): Promise<void> {
  for (const [index, key] of later.entries()) {
    const ctx = stage.as("admin", calendar.workday(15 - 3 * index, 560 + 95 * index), `rule on ${key}`);
    await onceFree(() => changeSettings(ctx, { [key]: null }));
  }
}
