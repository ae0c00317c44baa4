import { z } from "zod";
import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { openWriter } from "@/lib/ai/open-writer";
import { getAiUsage } from "@/lib/ai/queries";

export const GET = toReadEndpoint({
  name: "getAiUsage",
  permission: "suggestions:read",
  input: z.strictObject({}),
  read: (tx, _, ctx) => getAiUsage(tx, ctx, openWriter()?.model ?? null),
});
