import { defineCommand } from "@/lib/core/command";
import { rebuildPartInputSchema } from "./schema";
import { recountLeads } from "./store";

/** Counts the leads of a part anew; parts do not wait for one another. No figure changes before the rollups are rebuilt of them. */
export const rebuildPart = defineCommand({
  name: "rebuildPart",
  permission: "settings:write",
  input: rebuildPartInputSchema,
  run: async (tx, part) => {
    await recountLeads(tx, part);
    return {};
  },
});
