import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { mendRollups } from "@/lib/rollups/store";
import { findRecount, unmarkRecount } from "./store";

/** Counts every figure by day and hour anew after the organization's time zone changed, and says that it is done. */
export const rebuildFigures = defineCommand({
  name: "rebuildFigures",
  permission: "settings:write",
  input: z.strictObject({}),
  run: async (tx) => {
    const asked = await findRecount(tx);
    if (!asked) return { more: false };
    await mendRollups(tx, false);
    await unmarkRecount(tx, asked);
    return { more: false };
  },
});
