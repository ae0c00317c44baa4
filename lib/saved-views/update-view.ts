import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { findTeamOf, getSavedView, lockView } from "./queries";
import { checkChanger, sharedTeam } from "./rules";
import { nameTaken } from "./save-view";
import { type SavedView, updateViewInputSchema } from "./schema";
import { updateViewColumns } from "./store";

/** Changes the given parts of a view; STALE when somebody changed it since `if_version`. Its owner may, or an admin. */
export const updateView = defineCommand({
  name: "updateView",
  permission: "leads:write",
  input: updateViewInputSchema,
  run: async (tx, { view_id, if_version, ...given }, ctx): Promise<SavedView> => {
    const view = await lockView(tx, view_id, ctx.actor);
    checkChanger(ctx.actor, view.owner);
    if (if_version !== undefined && if_version !== view.version) {
      throw new AppError("STALE", "Somebody changed this view since you opened it. Open it again, then save yours.");
    }
    const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as typeof given;
    const changes = changesOf(view, change);
    if (Object.keys(changes).length === 0) return getSavedView(tx, view_id, ctx.actor);
    const team = change.visibility === "team" ? await findTeamOf(tx, view.owner.id) : null;
    const shared = change.visibility && { team_id: sharedTeam(change.visibility, team) };
    if (!(await updateViewColumns(tx, view_id, { ...change, ...shared }, ctx.now)))
      throw nameTaken(given.name ?? view.name);
    await emit(tx, ctx, [{ kind: "view.changed", subjects: { view_id }, payload: { name: view.name, changes } }]);
    return getSavedView(tx, view_id, ctx.actor);
  },
});

function changesOf(before: Record<string, unknown>, change: Record<string, unknown>) {
  const changed = Object.entries(change).filter(([name, value]) => !same(before[name], value));
  return Object.fromEntries(changed.map(([name, value]) => [name, { old: before[name], new: value }]));
}

// jsonb gives keys back in an order of its own.
const same = (a: unknown, b: unknown) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (value: unknown) =>
  typeof value === "object" && value !== null ? Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)) : value;
