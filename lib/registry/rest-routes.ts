import { auditRoutes } from "./audit-routes";
import { communicationRoutes } from "./communication-routes";
import { dncRoutes } from "./dnc-routes";
import { houseRoutes } from "./house-routes";
import { leadRoutes } from "./lead-routes";
import { notificationRoutes } from "./notification-routes";
import type { RestRoute } from "./rest-route";

/** Every REST route of the product: OpenAPI is generated from this table and the sweep over routes walks it. */
export const restRoutes: RestRoute[] = [
  ...leadRoutes,
  ...communicationRoutes,
  ...dncRoutes,
  ...houseRoutes,
  ...auditRoutes,
  ...notificationRoutes,
];
