import { checkAddressInputSchema, checkedAddressSchema } from "@/lib/blind-checks/schema";
import {
  listNotificationsInputSchema,
  notificationPageSchema,
  readNotificationsInputSchema,
  readNotificationsSchema,
} from "@/lib/notifications/schema";
import type { RestRoute } from "./rest-route";

export const notificationRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/notifications",
    summary: "What I was told, newest first, and how much of it is unread",
    permission: "notifications:read",
    query: listNotificationsInputSchema,
    status: 200,
    answer: notificationPageSchema,
    refusals: ["INVALID"],
  },
  {
    method: "post",
    path: "/api/notifications/read",
    summary: "Mark notifications as read: these, or all",
    permission: "notifications:read",
    body: readNotificationsInputSchema,
    status: 200,
    answer: readNotificationsSchema,
    refusals: ["INVALID"],
    idempotent: true,
  },
  {
    method: "get",
    path: "/api/outreach/check",
    summary: "The blind check: may this address be contacted, whoever's lead it is? Taken, since when, until when",
    permission: "leads:read",
    query: checkAddressInputSchema,
    status: 200,
    answer: checkedAddressSchema,
    refusals: ["INVALID"],
  },
];
