import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { findLastRun } from "@/lib/integrity/run-queries";
import { startCheckInputSchema } from "@/lib/integrity/schema";
import { startCheck } from "@/lib/integrity/start-check";

export const GET = toReadEndpoint({
  name: "getIntegrity",
  permission: "audit:read",
  input: startCheckInputSchema,
  read: async (tx) => ({ last: await findLastRun(tx) }),
});

export const POST = toEndpoint(startCheck, { status: 202 });
