import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listQueue } from "@/lib/queues/queries";
import { listQueueInputSchema } from "@/lib/queues/schema";

export const GET = toReadEndpoint({
  name: "listNeedsReply",
  permission: "leads:read",
  input: listQueueInputSchema,
  read: (tx, input, ctx) => listQueue(tx, "needs-reply", input, ctx.now),
});
