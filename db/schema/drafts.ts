import { foreignKey, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, tenantColumns, tenantKey, tenantReference } from "./columns";
import { leads } from "./leads";

/** A claim: somebody is writing to a lead (`lead:ID`) and to every address of that person (`kind:norm`), for five minutes at most. */
export const outreachClaims = pgTable(
  "outreach_claims",
  {
    ...tenantColumns(),
    scopeKey: text("scope_key").notNull(),
    channelGroup: text("channel_group").notNull(),
    userId: uuid("user_id").notNull(),
    leadId: uuid("lead_id").notNull(),
    expiresAt: at("expires_at").notNull(),
  },
  (t) => [
    tenantKey(t),
    unique("outreach_claims_one_writer").on(t.orgId, t.scopeKey, t.channelGroup),
    index("outreach_claims_lead_idx").on(t.orgId, t.leadId),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "outreach_claims_lead_fk" }),
    foreignKey({
      name: "outreach_claims_user_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);
