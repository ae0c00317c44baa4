import {
  type ChangeSettingsInput,
  type ChannelWindows,
  groupedBy,
  groupKey,
  SETTING_KEYS,
  type Settings,
  type SettingsState,
  type SettingValue,
  settingsSchema,
  WINDOW_DEFAULTS,
  windowKey,
  windowOf,
} from "./schema";

/** What holds of the settings: what was stored, else the default. A stored value that no longer fits is passed over. */
export function settingsOf(stored: Record<string, unknown>): Settings {
  const text = JSON.stringify(stored);
  const known = understood.get(text);
  if (known) return known;
  const settings = understand(stored);
  if (understood.size >= mostTexts) understood.clear();
  understood.set(text, settings);
  return settings;
}

// Every decision of the guard asks, and the same few are stored everywhere: reading them by the schema costs more than the rules do.
const mostTexts = 1000;
const understood = new Map<string, Settings>();

function understand(stored: Record<string, unknown>): Settings {
  const fitting = SETTING_KEYS.flatMap((key) => {
    const parsed = settingsSchema.shape[key].safeParse(stored[key]);
    return parsed.success ? [[key, parsed.data]] : [];
  });
  return settingsSchema.parse(Object.fromEntries(fitting));
}

/** Every key with its value, as programs read and change them. */
export function flatSettings({
  settings,
  windows,
}: Pick<SettingsState, "settings" | "windows">): Record<string, SettingValue> {
  const ofChannels = windows.flatMap(({ code, group, hard, soft }): [string, SettingValue][] => [
    [groupKey(code), group],
    [windowKey(code, "hard"), hard],
    [windowKey(code, "soft"), soft],
  ]);
  return { ...Object.fromEntries(ofChannels), ...settings };
}

/** What a key goes back to. */
export function defaultOf(key: string): SettingValue {
  const window = windowOf(key);
  if (window) return WINDOW_DEFAULTS[window.kind];
  const grouped = groupedBy(key);
  if (grouped) return grouped;
  return flatSettings({ settings: settingsOf({}), windows: [] })[key] ?? null;
}

/** The keys whose value would become another one. */
export function changedKeys(before: Record<string, SettingValue>, given: ChangeSettingsInput): string[] {
  return Object.keys(given).filter((key) => (given[key] ?? defaultOf(key)) !== before[key]);
}

/** The guard's settings as they would be after a change that nobody made yet. */
export function afterChange(
  { settings, windows }: Pick<SettingsState, "settings" | "windows">,
  given: ChangeSettingsInput,
): { settings: Settings; windows: ChannelWindows[] } {
  const changed = (code: string, kind: "hard" | "soft", now: number) => {
    const key = windowKey(code, kind);
    return key in given ? Number(given[key] ?? defaultOf(key)) : now;
  };
  return {
    settings: settingsOf({
      ...settings,
      ...Object.fromEntries(Object.keys(given).map((key) => [key, given[key] ?? undefined])),
    }),
    windows: windows.map(({ code, group, hard, soft }) => ({
      code,
      group: groupKey(code) in given ? String(given[groupKey(code)] ?? code) : group,
      hard: changed(code, "hard", hard),
      soft: changed(code, "soft", soft),
    })),
  };
}

/** What is wrong with the groups of these channels: a group is led by the channel that it is named by. */
export function groupFaults(windows: ChannelWindows[]): { path: string; message: string }[] {
  const groupOf = new Map(windows.map(({ code, group }) => [code, group]));
  return windows.flatMap(({ code, group }) => {
    const above = groupOf.get(group);
    if (above === undefined || above === group) return [];
    const message = `${group} shares the slot of ${above} itself. Name ${above}, or let ${group} share no other first.`;
    return [{ path: groupKey(code), message }];
  });
}
