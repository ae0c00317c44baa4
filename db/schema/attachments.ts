import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { tenantColumns, tenantKey, tenantReference } from "./columns";
import { communications } from "./communications";
import { inboundMessages } from "./received";

/** Files that go out with a message, or came in with one; their bytes lie under the hash in `uploads` (lib/attachments/store-attachment.ts). */
export const attachments = pgTable(
  "attachments",
  {
    ...tenantColumns(),
    communicationId: uuid("communication_id"),
    inboundMessageId: uuid("inbound_message_id"),
    name: text("name").notNull(),
    mediaType: text("media_type").notNull(),
    size: integer("size").notNull(),
    /** null: what arrived and is not kept */
    hash: text("hash"),
    uploadedBy: uuid("uploaded_by"),
  },
  (t) => [
    tenantKey(t),
    check(
      "attachments_size_check",
      sql`size between 0 and 1000000000 and (hash is null or size between 1 and 10485760)`,
    ),
    check("attachments_side_check", sql`(uploaded_by is null) = (inbound_message_id is not null)`),
    check("attachments_kept_check", sql`hash is not null or inbound_message_id is not null`),
    check("attachments_hash_check", sql`hash ~ '^[0-9a-f]{64}$'`),
    tenantReference({ orgId: t.orgId, column: t.communicationId, to: communications, name: "attachments_message_fk" }),
    tenantReference({
      orgId: t.orgId,
      column: t.inboundMessageId,
      to: inboundMessages,
      name: "attachments_arrival_fk",
    }),
    index("attachments_arrival_idx").on(t.orgId, t.inboundMessageId).where(sql`inbound_message_id is not null`),
    index("attachments_message_idx").on(t.orgId, t.communicationId).where(sql`communication_id is not null`),
    index("attachments_uploader_idx").on(t.orgId, t.uploadedBy),
    foreignKey({
      name: "attachments_uploader_fk",
      columns: [t.orgId, t.uploadedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);
