import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getRanking } from "@/lib/rankings/queries";
import { rankingInputSchema } from "@/lib/rankings/schema";

export const GET = toReadEndpoint({
  name: "getRanking",
  permission: "analytics:read",
  input: rankingInputSchema,
  read: (tx, input, ctx) => getRanking(tx, ctx, input),
});
