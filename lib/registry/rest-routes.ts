import { analyticsRoutes } from "./analytics-routes";
import { assignmentRoutes } from "./assignment-routes";
import { attachmentRoutes } from "./attachment-routes";
import { auditRoutes } from "./audit-routes";
import { bulkRoutes } from "./bulk-routes";
import { calendarRoutes } from "./calendar-routes";
import { callRoutes } from "./call-routes";
import { campaignRoutes } from "./campaign-routes";
import { communicationRoutes } from "./communication-routes";
import { companyRoutes } from "./company-routes";
import { dailyRoutes } from "./daily-routes";
import { dncLifeRoutes } from "./dnc-life-routes";
import { dncRoutes } from "./dnc-routes";
import { duplicateRoutes } from "./duplicate-routes";
import { erasureRoutes } from "./erasure-routes";
import { feedRoutes } from "./feed-routes";
import { goalRoutes } from "./goal-routes";
import { houseRoutes } from "./house-routes";
import { importRoutes } from "./import-routes";
import { leadRoutes } from "./lead-routes";
import { mailRoutes } from "./mail-routes";
import { mailboxRoutes } from "./mailbox-routes";
import { messageRoutes } from "./message-routes";
import { moneyRoutes } from "./money-routes";
import { noteRoutes } from "./note-routes";
import { notificationRoutes } from "./notification-routes";
import { organizationRoutes } from "./organization-routes";
import { personRoutes } from "./person-routes";
import { presenceRoutes } from "./presence-routes";
import { queueRoutes } from "./queue-routes";
import type { RestRoute } from "./rest-route";
import { scoringRoutes } from "./scoring-routes";
import { segmentRoutes } from "./segment-routes";
import { sequenceRoutes } from "./sequence-routes";
import { settingsRoutes } from "./settings-routes";
import { suggestionRoutes } from "./suggestion-routes";
import { tagRoutes } from "./tag-routes";
import { templateRoutes } from "./template-routes";
import { viewMailRoutes } from "./view-mail-routes";
import { viewRoutes } from "./view-routes";

/** Every REST route of the product: OpenAPI is generated from this table and the sweep over routes walks it. */
export const restRoutes: RestRoute[] = [
  ...leadRoutes,
  ...bulkRoutes,
  ...campaignRoutes,
  ...viewMailRoutes,
  ...viewRoutes,
  ...segmentRoutes,
  ...sequenceRoutes,
  ...dailyRoutes,
  ...goalRoutes,
  ...scoringRoutes,
  ...suggestionRoutes,
  ...tagRoutes,
  ...companyRoutes,
  ...assignmentRoutes,
  ...duplicateRoutes,
  ...communicationRoutes,
  ...queueRoutes,
  ...messageRoutes,
  ...mailRoutes,
  ...mailboxRoutes,
  ...templateRoutes,
  ...attachmentRoutes,
  ...dncRoutes,
  ...dncLifeRoutes,
  ...calendarRoutes,
  ...organizationRoutes,
  ...settingsRoutes,
  ...personRoutes,
  ...erasureRoutes,
  ...presenceRoutes,
  ...houseRoutes,
  ...auditRoutes,
  ...notificationRoutes,
  ...noteRoutes,
  ...feedRoutes,
  ...callRoutes,
  ...importRoutes,
  ...moneyRoutes,
  ...analyticsRoutes,
];
