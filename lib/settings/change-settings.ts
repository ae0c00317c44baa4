import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { getSettings } from "./queries";
import { afterChange, changedKeys, flatSettings, groupFaults } from "./rules";
import {
  type ChangeSettingsInput,
  changeSettingsCommandSchema,
  groupedBy,
  type SettingsState,
  windowOf,
} from "./schema";
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
    refuseStrangers(changes, before);
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

function refuseStrangers(changes: ChangeSettingsInput, state: SettingsState): void {
  const known = state.windows.map((one) => one.code);
  const errors = Object.entries(changes).flatMap(([path, value]) => {
    const named = [windowOf(path)?.channel ?? groupedBy(path), groupedBy(path) ? value : null];
    const strange = named.find((one) => typeof one === "string" && !known.includes(one));
    const message = `There is no channel "${strange}" that counts as contact here. Those that do: ${known.join(", ")}.`;
    return strange === undefined ? [] : [{ path, message }];
  });
  refuse(errors);
  refuse(groupFaults(afterChange(state, changes).windows));
}

function refuse(errors: { path: string; message: string }[]): void {
  if (errors.length === 0) return;
  throw new AppError("INVALID", errors.map((one) => `${one.path}: ${one.message}`).join("; "), { errors });
}
