import type { Actor } from "@/lib/core/context";
import { AppError, invalid } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";
import type { ViewVisibility } from "./schema";

type Asker = Pick<Actor, "userId" | "role">;

/** Whose view it is, or an admin. */
export const mayChange = ({ userId, role }: Asker, ownerId: string) => userId === ownerId || atLeast(role, "admin");

/** Throws FORBIDDEN for anybody else: a view that others share stays as its owner made it. */
export function checkChanger(asker: Asker, owner: { id: string; name: string }): void {
  if (mayChange(asker, owner.id)) return;
  throw new AppError(
    "FORBIDDEN",
    `This view is ${owner.name}'s. Save it as a view of your own, or ask them or an admin.`,
  );
}

/** The team a view is shared with; throws INVALID when its owner is in none. */
export function sharedTeam(visibility: ViewVisibility, teamId: string | null): string | null {
  if (visibility !== "team") return null;
  if (teamId === null)
    throw invalid("visibility", "There is no team to share it with. Share it with everybody, or keep it.");
  return teamId;
}

export const MOST_VIEWS = 100;

/** Throws CONFLICT when somebody has as many views as anybody can. */
export function checkRoom(count: number): void {
  if (count < MOST_VIEWS) return;
  throw new AppError("CONFLICT", `You have ${MOST_VIEWS} views, which is the most. Delete one you no longer need.`);
}
