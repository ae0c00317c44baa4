import { defineIdentityCommand } from "@/lib/core/identity-command";
import { newId } from "@/lib/core/ids";
import { hashPassword } from "@/lib/core/passwords";
import { emit } from "@/lib/events/emit";
import { addMemberSchema } from "./schema";
import { insertMemberships, insertUsersIfNew } from "./store";

/**
 * A member without an invitation, for the demo, scripts and tests; no door offers it.
 * Somebody who is known already keeps their password.
 */
export const addMember = defineIdentityCommand({
  name: "addMember",
  input: addMemberSchema,
  run: async (open, { org_id, email, name, role, password }, visitor) => {
    const passwordHash = password ? await hashPassword(password) : null;
    return open(async (tx) => {
      const id = newId();
      const [userId = id] = await insertUsersIfNew(tx, [{ id, email, name, password_hash: passwordHash }]);
      await insertMemberships(tx, [{ org_id, user_id: userId, name, email, role }]);
      const author = { ...visitor, orgId: org_id, actor: { userId: null, name: "Touchline", via: "script" } };
      await emit(tx, author, [
        { kind: "member.joined", subjects: { user_id: userId }, payload: { name, email, role } },
      ]);
      return { user_id: userId };
    });
  },
});
