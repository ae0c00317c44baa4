import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { plusSeconds } from "@/lib/core/time";
import { LEASE_SECONDS } from "./rules";
import { updateLeases } from "./store";

/** A worker says that it lives: what it holds stays its own for longer. */
export const extendLeases = defineCommand({
  name: "extendLeases",
  permission: "communications:write",
  input: z.strictObject({ worker: z.string() }),
  run: async (tx, { worker }, ctx) => updateLeases(tx, worker, plusSeconds(ctx.now, LEASE_SECONDS), ctx.now),
});
