import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listNotifications } from "@/lib/notifications/queries";
import { listNotificationsInputSchema } from "@/lib/notifications/schema";

export const GET = toReadEndpoint({
  name: "listNotifications",
  permission: "notifications:read",
  input: listNotificationsInputSchema,
  read: (tx, input, ctx) => listNotifications(tx, ctx, input),
});
