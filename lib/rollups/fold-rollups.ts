import { defineCommand } from "@/lib/core/command";
import { foldRollupsInputSchema } from "./schema";
import { foldDeltas } from "./store";

const MOST = 5000;

/** One turn of folding what was written into the daily counts. No figure changes by it. */
export const foldRollups = defineCommand({
  name: "foldRollups",
  permission: "analytics:read",
  input: foldRollupsInputSchema,
  run: async (tx) => {
    const folded = await foldDeltas(tx, MOST);
    return { folded, more: folded === MOST };
  },
});
