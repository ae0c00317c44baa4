import { defineCommand } from "@/lib/core/command";
import { recountPartInputSchema } from "./schema";
import { recountLeads } from "./store";

/** Counts the leads of a part anew; parts do not wait for one another. No figure changes before the rollups are rebuilt of them. */
export const recountPart = defineCommand({
  name: "recountPart",
  permission: "settings:write",
  input: recountPartInputSchema,
  run: async (tx, part) => {
    await recountLeads(tx, part);
    return {};
  },
});
