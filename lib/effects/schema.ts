import { z } from "zod";
import { refusalCodeSchema } from "@/lib/guard/schema";

const beforeAndAfter = z.object({ now: z.number().int(), changed: z.number().int() });

/** What a change of the guard's settings would have done to the touches that went out in the last days. */
export const settingsEffectSchema = z.object({
  days: z.number().int(),
  touches: z.number().int(),
  /** more went out than were counted: these are the newest */
  capped: z.boolean(),
  refused: beforeAndAfter,
  warned: beforeAndAfter,
  rules: z.array(beforeAndAfter.extend({ code: refusalCodeSchema })),
});
export type SettingsEffect = z.infer<typeof settingsEffectSchema>;
