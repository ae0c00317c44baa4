import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listQueue } from "@/lib/queues/queries";
import { listQueueInputSchema } from "@/lib/queues/schema";

export const GET = toReadEndpoint({
  name: "listAwaitingReply",
  permission: "leads:read",
  input: listQueueInputSchema,
  read: (tx, input, ctx) => listQueue(tx, "awaiting-reply", input, ctx.now),
});
