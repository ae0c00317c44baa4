import { communicationRoutes } from "./communication-routes";
import { dncLifeRoutes } from "./dnc-life-routes";
import { dncRoutes } from "./dnc-routes";
import { houseRoutes } from "./house-routes";
import { leadRoutes } from "./lead-routes";
import { personRoutes } from "./person-routes";
import type { RestRoute } from "./rest-route";

/** Every REST route of the product: OpenAPI is generated from this table and the sweep over routes walks it. */
export const restRoutes: RestRoute[] = [
  ...leadRoutes,
  ...communicationRoutes,
  ...dncRoutes,
  ...dncLifeRoutes,
  ...personRoutes,
  ...houseRoutes,
];
