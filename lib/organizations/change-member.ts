import { losesLastAdmin } from "@/lib/accounts/rules";
import { defineCommand } from "@/lib/core/command";
import { AppError, notFound } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { changeMemberSchema } from "./schema";
import { findOrInsertTeam, lockMembers, updateMember } from "./store";

/**
 * A member's role, team, whose leads they see, or whether they may come in at all; who is deactivated is signed out at once. The last
 * admin stays one.
 */
export const changeMember = defineCommand({
  name: "changeMember",
  permission: "members:write",
  input: changeMemberSchema,
  run: async (tx, { user_id, team, ...wanted }, ctx) => {
    const { member, admins } = await lockMembers(tx, user_id);
    if (!member) throw notFound("member");
    const { role, active, visibility, team_id } = member;
    const before = { role, active, visibility, team_id };
    const newTeam = team === undefined ? {} : { team_id: team && (await findOrInsertTeam(tx, team)) };
    const after = { ...before, ...given(wanted), ...newTeam };
    if (losesLastAdmin(before, after, admins)) {
      throw new AppError("CONFLICT", `${member.name} is the only admin. Make somebody else an admin first.`);
    }
    await updateMember(tx, user_id, after, ctx.now);
    await emit(tx, ctx, [{ kind: "member.changed", subjects: { user_id }, payload: { old: before, new: after } }]);
    return { user_id, ...after };
  },
});

const given = <T extends object>(wanted: T) =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
