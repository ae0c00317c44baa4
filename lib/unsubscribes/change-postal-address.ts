import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { findPostalAddress } from "./queries";
import { postalAddressInputSchema } from "./schema";
import { updatePostalAddress } from "./store";

/** Says where letters reach the organization; it stands under every automated email. Without it none can be promised. */
export const changePostalAddress = defineCommand({
  name: "changePostalAddress",
  permission: "settings:write",
  input: postalAddressInputSchema,
  run: async (tx, { postal_address: given }, ctx): Promise<{ postal_address: string | null }> => {
    const [old, next] = [await findPostalAddress(tx), given || null];
    if (old === next) return { postal_address: next };
    await updatePostalAddress(tx, next, ctx.now);
    const payload = { changes: { postal_address: { old, new: next } } };
    await emit(tx, ctx, [{ kind: "organization.changed", payload }]);
    return { postal_address: next };
  },
});
