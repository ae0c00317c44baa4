import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { plusSeconds } from "@/lib/core/time";
import { LEASE_SECONDS } from "./rules";
import { updateLeases } from "./store";

/** A worker says that it lives and which messages its lanes hold: these stay its own for longer, and what a lane gave up does not. */
export const extendLeases = defineCommand({
  name: "extendLeases",
  permission: "communications:write",
  input: z.strictObject({ worker: z.string(), ids: z.array(z.uuid()) }),
  run: async (tx, held, ctx) => updateLeases(tx, held, plusSeconds(ctx.now, LEASE_SECONDS), ctx.now),
});
