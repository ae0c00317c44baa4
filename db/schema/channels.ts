import { boolean, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { tenantColumns, tenantKey } from "./columns";

/** What a touch can go out on; windows are per organization. REST's `method` is the code. */
export const channels = pgTable(
  "channels",
  {
    ...tenantColumns(),
    code: text("code").notNull(),
    addressKind: text("address_kind", { enum: ["email", "phone", "linkedin"] }),
    channelGroup: text("channel_group").notNull(),
    countsAsContact: boolean("counts_as_contact").notNull().default(true),
    hardWindowSeconds: integer("hard_window_seconds").notNull().default(86400),
    softWindowSeconds: integer("soft_window_seconds").notNull().default(604800),
    quietHoursApply: boolean("quiet_hours_apply").notNull().default(false),
    redialBySameRep: boolean("redial_by_same_rep").notNull().default(false),
    position: integer("position").notNull().default(100),
  },
  (t) => [tenantKey(t), unique("channels_code_key").on(t.orgId, t.code)],
);
