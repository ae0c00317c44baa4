import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { getSettings } from "./queries";
import { changedKeys, flatSettings } from "./rules";
import { changeSettingsCommandSchema, type SettingsState, windowOf } from "./schema";
import { insertSettings, lockSettings } from "./store";

/** Changes the given settings, each as one row of their history; STALE when somebody changed any since `if_version`. */
export const changeSettings = defineCommand({
  name: "changeSettings",
  permission: "settings:write",
  input: changeSettingsCommandSchema,
  run: async (tx, { if_version, ...changes }, ctx): Promise<SettingsState> => {
    await lockSettings(tx);
    const before = await getSettings(tx);
    if (if_version !== undefined && if_version !== before.version) {
      throw new AppError(
        "STALE",
        "Somebody changed the settings since you opened them. Reload, look at the change, and send yours again.",
      );
    }
    refuseStrangers(Object.keys(changes), before);
    const was = flatSettings(before);
    const keys = changedKeys(was, changes);
    if (keys.length === 0) return before;
    await insertSettings(
      tx,
      keys.map((key) => ({ key, value: changes[key] ?? null, changedBy: ctx.actor.userId, at: ctx.now })),
    );
    const after = await getSettings(tx);
    const now = flatSettings(after);
    const told = Object.fromEntries(keys.map((key) => [key, { old: was[key] ?? null, new: now[key] ?? null }]));
    await emit(tx, ctx, [{ kind: "settings.changed", payload: { changes: told } }]);
    return after;
  },
});

function refuseStrangers(keys: string[], { windows }: SettingsState): void {
  const known = new Set(windows.map((one) => one.code));
  const strange = keys.filter((key) => {
    const window = windowOf(key);
    return window && !known.has(window.channel);
  });
  if (strange.length === 0) return;
  const errors = strange.map((path) => ({
    path,
    message: `There is no channel "${windowOf(path)?.channel}" that counts as contact here.`,
  }));
  throw new AppError("INVALID", errors.map((one) => `${one.path}: ${one.message}`).join("; "), { errors });
}
