import { z } from "zod";

const whole = (least: number, most: number) => z.number().int().min(least).max(most);
const days = (most: number) => whole(0, most);

/** Every setting that is no channel's: what it takes, and what holds when nobody changed it. */
export const settingsSchema = z.object({
  /** so many touches to one person over all channels within the window are enough; 0 switches the rule off */
  "guard.touches.limit": whole(0, 100).default(4),
  "guard.touches.window_days": whole(1, 90).default(7),
  /** how long a colleague's touch at the same company or corporate domain warns; 0 switches the rule off */
  "guard.company.window_days": days(365).default(14),
  /** people in play at one company beside the one asked for; null is no ceiling */
  "guard.company.limit": whole(1, 10_000).nullable().default(null),
  /** how long after a touch a person counts as in play */
  "guard.company.limit_window_days": whole(1, 365).default(30),
  /** from which trigram similarity two texts count as nearly the same */
  "guard.similarity.threshold": z.number().min(0.3).max(1).default(0.45),
  /** how far back texts are compared; 0 switches the rule off */
  "guard.similarity.window_days": days(365).default(90),
  /** whether a channel needs a granted consent */
  "guard.consent.required": z.boolean().default(false),
  /** how many tokens of a language model one person, and everybody together, may use in a day; 0 is none */
  "ai.user_daily_tokens": whole(0, 100_000_000).default(100_000),
  "ai.organization_daily_tokens": whole(0, 1_000_000_000).default(2_000_000),
  /** so many days after its deletion a lead loses what says who it was; null is never */
  "leads.purge_after_days": whole(1, 3650).nullable().default(null),
  /** so many messages of one person leave within 24 hours; the rest waits; null is no limit */
  "sending.rep_day_limit": whole(1, 10_000).nullable().default(null),
  /** whether emails are followed: who opens them, which links are followed */
  "tracking.opens_and_clicks": z.boolean().default(false),
});
export type Settings = z.output<typeof settingsSchema>;
export type SettingKey = keyof Settings;
export const SETTING_KEYS = settingsSchema.keyof().options;

/** Seconds, up to 90 days: `guard.<channel>.hard_window_seconds` and `guard.<channel>.soft_window_seconds`. */
export const windowSecondsSchema = whole(0, 7_776_000);
export const WINDOW_DEFAULTS = { hard: 86_400, soft: 604_800 } as const;
export type WindowKind = keyof typeof WINDOW_DEFAULTS;
export const windowKey = (channel: string, kind: WindowKind) => `guard.${channel}.${kind}_window_seconds`;
const windowPattern = /^guard\.([a-z0-9_]+)\.(hard|soft)_window_seconds$/;

/** The channel and the kind of window that a key names, or null. */
export function windowOf(key: string): { channel: string; kind: WindowKind } | null {
  const found = windowPattern.exec(key);
  return found?.[1] ? { channel: found[1], kind: found[2] === "hard" ? "hard" : "soft" } : null;
}

/** `guard.<channel>.group`: the channel in whose group it is. Channels of one group take each other's place; without a setting each is alone. */
export const groupKey = (channel: string) => `guard.${channel}.group`;
const groupPattern = /^guard\.([a-z0-9_]+)\.group$/;

/** The channel whose group a key names, or null. */
export const groupedBy = (key: string): string | null => groupPattern.exec(key)?.[1] ?? null;

export const settingValueSchema = z.union([z.number(), z.boolean(), z.string(), z.null()]);
export type SettingValue = z.output<typeof settingValueSchema>;

const groupSchema = z.string('A group is named by a channel, such as "email".').max(50);

const givenKeys = Object.fromEntries(
  SETTING_KEYS.map((key) => [key, settingsSchema.shape[key].unwrap().nullable().optional()]),
);

function refuseStrangers(given: object, ctx: z.RefinementCtx): void {
  for (const [key, value] of Object.entries(given)) {
    if (Object.hasOwn(settingsSchema.shape, key) || key === "if_version") continue;
    const schema = windowOf(key) ? windowSecondsSchema : groupedBy(key) ? groupSchema : null;
    if (schema) {
      const issues = schema.nullable().safeParse(value).error?.issues ?? [];
      for (const { message } of issues) ctx.addIssue({ code: "custom", path: [key], message });
      continue;
    }
    ctx.addIssue({
      code: "custom",
      path: [key],
      message: "There is no such setting. GET /api/settings lists them all.",
    });
  }
}

/** `PATCH /api/settings`: the given keys only; null goes back to the default. */
export const changeSettingsInputSchema = z
  .object(givenKeys)
  .catchall(z.union([windowSecondsSchema, groupSchema]).nullable())
  .superRefine(refuseStrangers);
export type ChangeSettingsInput = Record<string, SettingValue | undefined>;

// Any value first: of a name that is no setting only that is said, and not what its value would have to be.
export const changeSettingsCommandSchema = z
  .object({ ...givenKeys, if_version: z.number().int().optional() })
  .catchall(z.custom<number | string | null>(() => true))
  .superRefine(refuseStrangers);

export const settingChangeSchema = z.object({
  key: z.string(),
  from: settingValueSchema,
  to: settingValueSchema,
  version: z.number().int(),
  at: z.iso.datetime(),
  user: z.object({ id: z.uuid(), name: z.string() }),
});
export type SettingChange = z.output<typeof settingChangeSchema>;

/** `GET /api/settings`: every key with what holds, how many changes there were, and the newest of them. */
export const settingsAnswerSchema = z
  .object({ version: z.number().int(), history: z.array(settingChangeSchema) })
  .catchall(settingValueSchema);

export type ChannelWindows = { code: string; group: string; hard: number; soft: number };
export type SettingsState = {
  version: number;
  settings: Settings;
  windows: ChannelWindows[];
  history: SettingChange[];
};
