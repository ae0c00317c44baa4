import { defineCommand } from "@/lib/core/command";
import { rebuildRollupsInputSchema } from "./schema";
import { mendRollups } from "./store";

/** Counts everything anew, or takes what was just counted in parts, and adds what differs, while writers go on. */
export const rebuildRollups = defineCommand({
  name: "rebuildRollups",
  permission: "settings:write",
  input: rebuildRollupsInputSchema,
  run: async (tx, { recounted }) => ({ mended: await mendRollups(tx, recounted) }),
});
