import type { Actor } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";

/** The lead's owner, or a manager. */
export const mayDecide = ({ userId, role }: Pick<Actor, "userId" | "role">, ownerId: string | null) =>
  userId === ownerId || atLeast(role, "manager");

/** The owner decides, or a manager; a lead of nobody is a manager's to give. Throws FORBIDDEN for anybody else. */
export function checkDecider(actor: Pick<Actor, "userId" | "role">, ownerId: string | null, askedBy: string): void {
  if (actor.userId === askedBy) {
    throw new AppError("FORBIDDEN", "You asked for this lead yourself. Its owner or a manager decides.");
  }
  if (mayDecide(actor, ownerId)) return;
  throw new AppError("FORBIDDEN", "Only the lead's owner or a manager may decide this.");
}
