import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { at, oneOf } from "./columns";

/** The tenant. */
export const organizations = pgTable(
  "organizations",
  {
    id: uuid("id").primaryKey().default(sql`new_id()`),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    timezone: text("timezone").notNull().default("UTC"),
    baseCurrency: text("base_currency").notNull().default("USD"),
    defaultRegion: text("default_region").notNull().default("US"),
    weekStart: integer("week_start").notNull().default(1),
    fiscalYearStart: integer("fiscal_year_start").notNull().default(1),
    quietHours: jsonb("quiet_hours")
      .notNull()
      .default(sql`'{"from": "08:00", "until": "21:00", "weekdays": [1, 2, 3, 4, 5, 6, 7], "holidays": []}'`),
    /** when the organization works, by its own clock */
    workingHours: jsonb("working_hours")
      .notNull()
      .default(sql`'{"from": "09:00", "until": "17:00", "weekdays": [1, 2, 3, 4, 5]}'`),
    /** where letters reach it; under every automated email */
    postalAddress: text("postal_address"),
    /** since when nothing leaves, why, and from when on what came back counts */
    sendingPausedAt: at("sending_paused_at"),
    sendingPausedReason: text("sending_paused_reason"),
    sendingCountedSince: at("sending_counted_since"),
    /** when the operator's server last refused our sign-in, what people are told of it, and which server it was, as a keyed hash */
    sendingRefusedAt: at("sending_refused_at"),
    sendingRefusedReason: text("sending_refused_reason"),
    sendingRefusedServer: text("sending_refused_server"),
    /** since when figures by day wait to be counted anew, after a new time zone */
    recountAskedAt: at("recount_asked_at"),
    demo: boolean("demo").notNull().default(false),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [
    oneOf("organizations_week_start_check", t.weekStart, ["0", "1", "6"]),
    check("organizations_fiscal_year_start_check", sql`${t.fiscalYearStart} between 1 and 12`),
    check("organizations_postal_address_check", sql`char_length(postal_address) between 1 and 300`),
  ],
);
