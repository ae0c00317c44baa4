import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listFeed } from "@/lib/feed/list-feed";
import { listFeedInputSchema } from "@/lib/feed/schema";

export const GET = toReadEndpoint({
  name: "listFeed",
  permission: "leads:read",
  input: listFeedInputSchema,
  read: listFeed,
});
