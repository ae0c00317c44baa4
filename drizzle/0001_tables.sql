CREATE TABLE "api_keys" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"prefix" text NOT NULL,
	"scopes" text[] DEFAULT '{}' NOT NULL,
	"expires_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"principal" text NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" text NOT NULL,
	"answer" text NOT NULL,
	CONSTRAINT "idempotency_keys_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "idempotency_keys_key" UNIQUE("org_id","principal","route","key")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"invited_by" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invitations_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "invitations_role_check" CHECK ("invitations"."role" in ('rep', 'manager', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"team_id" uuid,
	"active" boolean DEFAULT true NOT NULL,
	"capacity" integer DEFAULT 50 NOT NULL,
	"timezone" text,
	"visibility" text DEFAULT 'all' NOT NULL,
	CONSTRAINT "memberships_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "memberships_user_key" UNIQUE("org_id","user_id"),
	CONSTRAINT "memberships_role_check" CHECK ("memberships"."role" in ('rep', 'manager', 'admin')),
	CONSTRAINT "memberships_visibility_check" CHECK ("memberships"."visibility" in ('own', 'team', 'all'))
);
--> statement-breakpoint
CREATE TABLE "password_resets" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_by" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "password_resets_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"device" text DEFAULT '' NOT NULL,
	"ip" text DEFAULT '' NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "sessions_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"subject" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"window_ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "teams_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "teams_name_key" UNIQUE("org_id","name")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT new_id() NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"deactivated_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "worker_heartbeats" (
	"name" text PRIMARY KEY NOT NULL,
	"beat_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"address_kind" text,
	"channel_group" text NOT NULL,
	"counts_as_contact" boolean DEFAULT true NOT NULL,
	"hard_window_seconds" integer DEFAULT 86400 NOT NULL,
	"soft_window_seconds" integer DEFAULT 604800 NOT NULL,
	"quiet_hours_apply" boolean DEFAULT false NOT NULL,
	"redial_by_same_rep" boolean DEFAULT false NOT NULL,
	"position" integer DEFAULT 100 NOT NULL,
	CONSTRAINT "channels_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "channels_code_key" UNIQUE("org_id","code")
);
--> statement-breakpoint
CREATE TABLE "communications" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lead_id" uuid NOT NULL,
	"company_id" uuid,
	"user_id" uuid,
	"actor_name" text,
	"source" text NOT NULL,
	"intent" text NOT NULL,
	"channel" text NOT NULL,
	"direction" text NOT NULL,
	"counts_as_contact" boolean DEFAULT true NOT NULL,
	"from_address" text,
	"to_address" text,
	"to_norm" text,
	"cc" text,
	"subject" text,
	"body" text,
	"body_preview" text GENERATED ALWAYS AS (left(regexp_replace(left(body, 1000), '\s+', ' ', 'g'), 200)) STORED,
	"status" text NOT NULL,
	"thread_id" uuid,
	"parent_id" uuid,
	"message_id" text,
	"message_group" uuid,
	"in_reply_to" text,
	"references" text,
	"scheduled_for" timestamp with time zone,
	"occurred_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"first_opened_at" timestamp with time zone,
	"replied_at" timestamp with time zone,
	"replied_by_id" uuid,
	"priority" integer DEFAULT 5 NOT NULL,
	"provider" text,
	"provider_message_id" text,
	"provider_response" text,
	"error_code" text,
	"error_message" text,
	"retry_count" integer DEFAULT 0 NOT NULL,
	"max_retries" integer DEFAULT 3 NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"open_count" integer DEFAULT 0 NOT NULL,
	"machine_open_count" integer DEFAULT 0 NOT NULL,
	"click_count" integer DEFAULT 0 NOT NULL,
	"clicked_links" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"consent_status" text DEFAULT 'unknown' NOT NULL,
	"compliance_notes" text,
	"template_variables" jsonb,
	"guard_kind" text DEFAULT 'none' NOT NULL,
	"override_id" uuid,
	"corrects_id" uuid,
	"idempotency_key" text,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"redacted_at" timestamp with time zone,
	CONSTRAINT "communications_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "communications_status_check" CHECK ("communications"."status" in ('draft', 'queued', 'sending', 'sent', 'delivered', 'bounced', 'rejected', 'failed', 'unknown', 'cancelled', 'blocked', 'received', 'logged')),
	CONSTRAINT "communications_source_check" CHECK ("communications"."source" in ('manual_log', 'composer', 'sequence', 'batch', 'inbox_sync', 'import', 'api', 'suggestion', 'backfill')),
	CONSTRAINT "communications_intent_check" CHECK ("communications"."intent" in ('planned', 'happened')),
	CONSTRAINT "communications_direction_check" CHECK ("communications"."direction" in ('outbound', 'inbound')),
	CONSTRAINT "communications_guard_check" CHECK ("communications"."guard_kind" in ('slot', 'override', 'redial', 'reply', 'none')),
	CONSTRAINT "communications_consent_check" CHECK ("communications"."consent_status" in ('granted', 'denied', 'unknown', 'withdrawn')),
	CONSTRAINT "communications_priority_check" CHECK (priority between 1 and 10),
	CONSTRAINT "communications_replied_check" CHECK (replied_at is null or (direction = 'outbound' and replied_at >= occurred_at)),
	CONSTRAINT "communications_gate_check" CHECK (intent = 'happened' or direction = 'inbound' or ((not counts_as_contact or status in ('draft', 'cancelled', 'blocked') or guard_kind <> 'none') and (to_address is null or to_norm is not null))),
	CONSTRAINT "communications_response_size_check" CHECK (octet_length(provider_response) <= 8192),
	CONSTRAINT "communications_direction_status_check" CHECK (case direction when 'inbound' then status in ('received', 'logged') and intent = 'happened' else status <> 'received' and (intent = 'planned' or status in ('logged', 'sent', 'delivered', 'bounced')) end)
);
--> statement-breakpoint
CREATE TABLE "threads" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lead_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"subject" text,
	"root_key" text,
	"last_inbound_at" timestamp with time zone,
	"last_outbound_at" timestamp with time zone,
	"awaiting_reply" boolean GENERATED ALWAYS AS (last_outbound_at is not null and (last_inbound_at is null or last_inbound_at < last_outbound_at)) STORED,
	"sentiment" text,
	"reply_class" text,
	"owner_id" uuid,
	CONSTRAINT "threads_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "threads_sentiment_check" CHECK ("threads"."sentiment" in ('positive', 'neutral', 'negative', 'urgent'))
);
--> statement-breakpoint
CREATE TABLE "companies" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"domain" text,
	"free_mail" boolean DEFAULT false NOT NULL,
	"timezone" text,
	"owner_id" uuid,
	"source" text,
	CONSTRAINT "companies_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "event_heads" (
	"org_id" uuid PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_payloads" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"salt" "bytea",
	"payload" text,
	CONSTRAINT "event_payloads_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"lead_id" uuid,
	"subjects" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"actor_id" uuid,
	"actor_name" text,
	"via" text NOT NULL,
	"ip" text,
	"user_agent" text,
	"request_id" text,
	"payload_hash" "bytea" NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"position" bigint,
	"prev_hash" "bytea",
	"hash" "bytea",
	CONSTRAINT "events_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "contact_points" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lead_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"raw" text NOT NULL,
	"norm" text NOT NULL,
	"label" text,
	"is_primary" boolean DEFAULT false NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"verified_at" timestamp with time zone,
	"invalid_at" timestamp with time zone,
	"bounce_state" text,
	CONSTRAINT "contact_points_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "contact_points_lead_key" UNIQUE("org_id","lead_id","kind","norm"),
	CONSTRAINT "contact_points_kind_check" CHECK ("contact_points"."kind" in ('email', 'phone', 'linkedin')),
	CONSTRAINT "contact_points_bounce_check" CHECK ("contact_points"."bounce_state" in ('soft', 'hard'))
);
--> statement-breakpoint
CREATE TABLE "lead_search" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"document" text NOT NULL,
	CONSTRAINT "lead_search_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "lead_status_history" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lead_id" uuid NOT NULL,
	"from_status" text,
	"to_status" text NOT NULL,
	"trigger" text NOT NULL,
	"reason" text,
	"actor_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"seconds_in_previous" bigint,
	CONSTRAINT "lead_status_history_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "lead_status_history_to_check" CHECK ("lead_status_history"."to_status" in ('new', 'enriched', 'contacted', 'conversing', 'qualified', 'proposal', 'on_ice', 'converted', 'lost', 'unqualified')),
	CONSTRAINT "lead_status_history_trigger_check" CHECK ("lead_status_history"."trigger" in ('user', 'log', 'reply', 'rule', 'import', 'merge', 'undo'))
);
--> statement-breakpoint
CREATE TABLE "lead_status_transitions" (
	"from_status" text NOT NULL,
	"to_status" text NOT NULL,
	"needs_reason" boolean DEFAULT false NOT NULL,
	"min_role" text DEFAULT 'rep' NOT NULL,
	CONSTRAINT "lead_status_transitions_from_status_to_status_pk" PRIMARY KEY("from_status","to_status")
);
--> statement-breakpoint
CREATE TABLE "lead_tags" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lead_id" uuid NOT NULL,
	"tag_id" uuid NOT NULL,
	CONSTRAINT "lead_tags_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "lead_tags_key" UNIQUE("org_id","lead_id","tag_id")
);
--> statement-breakpoint
CREATE TABLE "leads" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"first_name" text,
	"last_name" text,
	"title" text,
	"email" text,
	"phone_e164" text,
	"linkedin" text,
	"company_id" uuid,
	"owner_id" uuid,
	"status" text DEFAULT 'new' NOT NULL,
	"status_changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"score" integer,
	"priority_tier" text GENERATED ALWAYS AS (case when score >= 75 then 'hot' when score >= 50 then 'warm' when score >= 25 then 'cold' when score is not null then 'dormant' end) STORED,
	"source" text,
	"source_metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"timezone" text,
	"language" text,
	"estimated_value_minor" bigint,
	"currency" text,
	"expected_close_date" date,
	"predicted_close_probability" real,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"deleted_at" timestamp with time zone,
	"last_contacted_at" timestamp with time zone,
	"last_contact_channel" text,
	"last_contacted_by" uuid,
	"last_communication_id" uuid,
	"contact_count" integer DEFAULT 0 NOT NULL,
	"first_contacted_at" timestamp with time zone,
	"last_response_at" timestamp with time zone,
	"reply_count" integer DEFAULT 0 NOT NULL,
	"first_response_seconds" bigint,
	"last_activity_at" timestamp with time zone,
	"last_thread_id" uuid,
	"awaiting_reply" boolean GENERATED ALWAYS AS (last_contacted_at is not null and (last_response_at is null or last_response_at < last_contacted_at)) STORED,
	"needs_reply" boolean GENERATED ALWAYS AS (last_response_at is not null and (last_contacted_at is null or last_response_at >= last_contacted_at)) STORED,
	CONSTRAINT "leads_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "leads_status_check" CHECK ("leads"."status" in ('new', 'enriched', 'contacted', 'conversing', 'qualified', 'proposal', 'on_ice', 'converted', 'lost', 'unqualified')),
	CONSTRAINT "leads_score_check" CHECK (score between 0 and 100),
	CONSTRAINT "leads_phone_check" CHECK (phone_e164 ~ '^\+[1-9][0-9]{6,14}$'),
	CONSTRAINT "leads_probability_check" CHECK (predicted_close_probability between 0 and 1)
);
--> statement-breakpoint
CREATE TABLE "tags" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"colour" text,
	CONSTRAINT "tags_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "tags_name_key" UNIQUE("org_id","name")
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY DEFAULT new_id() NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"timezone" text DEFAULT 'UTC' NOT NULL,
	"base_currency" text DEFAULT 'USD' NOT NULL,
	"default_region" text DEFAULT 'US' NOT NULL,
	"week_start" integer DEFAULT 1 NOT NULL,
	"fiscal_year_start" integer DEFAULT 1 NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organizations_slug_unique" UNIQUE("slug"),
	CONSTRAINT "organizations_week_start_check" CHECK ("organizations"."week_start" in ('0', '1', '6'))
);
--> statement-breakpoint
CREATE TABLE "collision_incidents" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"lead_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"code" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"user_id" uuid,
	"communication_id" uuid,
	"other_communication_id" uuid,
	"subject" text,
	"excerpt" text,
	"similarity" real,
	"resolution" text,
	CONSTRAINT "collision_incidents_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "collision_incidents_kind_check" CHECK ("collision_incidents"."kind" in ('prevented', 'overridden', 'escaped'))
);
--> statement-breakpoint
CREATE TABLE "contact_guards" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"scope" text NOT NULL,
	"scope_key" text NOT NULL,
	"channel_group" text NOT NULL,
	"span" "tstzrange" NOT NULL,
	"communication_id" uuid NOT NULL,
	"user_id" uuid,
	"kind" text DEFAULT 'outreach' NOT NULL,
	"released_at" timestamp with time zone,
	CONSTRAINT "contact_guards_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "contact_guards_scope_check" CHECK ("contact_guards"."scope" in ('point', 'lead', 'company')),
	CONSTRAINT "contact_guards_kind_check" CHECK ("contact_guards"."kind" in ('outreach', 'reply'))
);
--> statement-breakpoint
CREATE TABLE "dnc_entries" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"value_norm" text NOT NULL,
	"value_hash" "bytea",
	"channel" text,
	"reason" text NOT NULL,
	"source" text DEFAULT 'manual' NOT NULL,
	"evidence" text,
	"expires_at" timestamp with time zone,
	"added_by" uuid,
	"revoked_at" timestamp with time zone,
	"revoked_by" uuid,
	"revoked_reason" text,
	"second_approver" uuid,
	CONSTRAINT "dnc_entries_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "dnc_entries_kind_check" CHECK ("dnc_entries"."kind" in ('email', 'domain', 'phone', 'linkedin', 'person')),
	CONSTRAINT "dnc_entries_source_check" CHECK ("dnc_entries"."source" in ('manual', 'unsubscribe', 'keyword', 'complaint', 'bounce', 'import', 'detected')),
	CONSTRAINT "dnc_entries_legal_check" CHECK (expires_at is null or source in ('manual', 'bounce', 'import', 'detected')),
	CONSTRAINT "dnc_entries_second_person_check" CHECK (second_approver is null or second_approver <> revoked_by)
);
--> statement-breakpoint
CREATE TABLE "outreach_overrides" (
	"org_id" uuid DEFAULT current_org_id() NOT NULL,
	"id" uuid DEFAULT new_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"communication_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"codes" text[] NOT NULL,
	"reason" text NOT NULL,
	"warning" jsonb NOT NULL,
	"ended_guard_ids" uuid[] DEFAULT '{}' NOT NULL,
	"reviewed_by" uuid,
	"reviewed_at" timestamp with time zone,
	CONSTRAINT "outreach_overrides_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "outreach_overrides_reason_check" CHECK (char_length(btrim(reason)) >= 10)
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_member_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."memberships"("org_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_inviter_fk" FOREIGN KEY ("org_id","invited_by") REFERENCES "public"."memberships"("org_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_team_fk" FOREIGN KEY ("org_id","team_id") REFERENCES "public"."teams"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_org_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_member_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."memberships"("org_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_member_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."memberships"("org_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communications" ADD CONSTRAINT "communications_lead_fk" FOREIGN KEY ("org_id","lead_id") REFERENCES "public"."leads"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communications" ADD CONSTRAINT "communications_company_fk" FOREIGN KEY ("org_id","company_id") REFERENCES "public"."companies"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communications" ADD CONSTRAINT "communications_thread_fk" FOREIGN KEY ("org_id","thread_id") REFERENCES "public"."threads"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communications" ADD CONSTRAINT "communications_parent_fk" FOREIGN KEY ("org_id","parent_id") REFERENCES "public"."communications"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communications" ADD CONSTRAINT "communications_replied_by_fk" FOREIGN KEY ("org_id","replied_by_id") REFERENCES "public"."communications"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communications" ADD CONSTRAINT "communications_corrects_fk" FOREIGN KEY ("org_id","corrects_id") REFERENCES "public"."communications"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communications" ADD CONSTRAINT "communications_user_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."memberships"("org_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communications" ADD CONSTRAINT "communications_channel_fk" FOREIGN KEY ("org_id","channel") REFERENCES "public"."channels"("org_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threads" ADD CONSTRAINT "threads_lead_fk" FOREIGN KEY ("org_id","lead_id") REFERENCES "public"."leads"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threads" ADD CONSTRAINT "threads_owner_fk" FOREIGN KEY ("org_id","owner_id") REFERENCES "public"."memberships"("org_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "companies" ADD CONSTRAINT "companies_owner_fk" FOREIGN KEY ("org_id","owner_id") REFERENCES "public"."memberships"("org_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_payloads" ADD CONSTRAINT "event_payloads_event_fk" FOREIGN KEY ("org_id","id") REFERENCES "public"."events"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_points" ADD CONSTRAINT "contact_points_lead_fk" FOREIGN KEY ("org_id","lead_id") REFERENCES "public"."leads"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_search" ADD CONSTRAINT "lead_search_lead_fk" FOREIGN KEY ("org_id","id") REFERENCES "public"."leads"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_status_history" ADD CONSTRAINT "lead_status_history_lead_fk" FOREIGN KEY ("org_id","lead_id") REFERENCES "public"."leads"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_status_history" ADD CONSTRAINT "lead_status_history_actor_fk" FOREIGN KEY ("org_id","actor_id") REFERENCES "public"."memberships"("org_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_tags" ADD CONSTRAINT "lead_tags_lead_fk" FOREIGN KEY ("org_id","lead_id") REFERENCES "public"."leads"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_tags" ADD CONSTRAINT "lead_tags_tag_fk" FOREIGN KEY ("org_id","tag_id") REFERENCES "public"."tags"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_company_fk" FOREIGN KEY ("org_id","company_id") REFERENCES "public"."companies"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_owner_fk" FOREIGN KEY ("org_id","owner_id") REFERENCES "public"."memberships"("org_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collision_incidents" ADD CONSTRAINT "collision_incidents_lead_fk" FOREIGN KEY ("org_id","lead_id") REFERENCES "public"."leads"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collision_incidents" ADD CONSTRAINT "collision_incidents_communication_fk" FOREIGN KEY ("org_id","communication_id") REFERENCES "public"."communications"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collision_incidents" ADD CONSTRAINT "collision_incidents_other_fk" FOREIGN KEY ("org_id","other_communication_id") REFERENCES "public"."communications"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collision_incidents" ADD CONSTRAINT "collision_incidents_user_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."memberships"("org_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_guards" ADD CONSTRAINT "contact_guards_user_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."memberships"("org_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dnc_entries" ADD CONSTRAINT "dnc_entries_added_by_fk" FOREIGN KEY ("org_id","added_by") REFERENCES "public"."memberships"("org_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dnc_entries" ADD CONSTRAINT "dnc_entries_revoked_by_fk" FOREIGN KEY ("org_id","revoked_by") REFERENCES "public"."memberships"("org_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dnc_entries" ADD CONSTRAINT "dnc_entries_approver_fk" FOREIGN KEY ("org_id","second_approver") REFERENCES "public"."memberships"("org_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outreach_overrides" ADD CONSTRAINT "outreach_overrides_user_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."memberships"("org_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outreach_overrides" ADD CONSTRAINT "outreach_overrides_reviewer_fk" FOREIGN KEY ("org_id","reviewed_by") REFERENCES "public"."memberships"("org_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_token_key" ON "invitations" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "password_resets_token_key" ON "password_resets" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "communications_idempotency_key" ON "communications" USING btree ("org_id","idempotency_key") WHERE idempotency_key is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "communications_message_key" ON "communications" USING btree ("org_id","message_id","direction","lead_id") WHERE message_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "communications_provider_key" ON "communications" USING btree ("org_id","provider","provider_message_id","lead_id") WHERE provider_message_id is not null;--> statement-breakpoint
CREATE INDEX "communications_lead_idx" ON "communications" USING btree ("org_id","lead_id","occurred_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "communications_user_idx" ON "communications" USING btree ("org_id","user_id","occurred_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "communications_channel_idx" ON "communications" USING btree ("org_id","channel","occurred_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "communications_to_norm_idx" ON "communications" USING btree ("org_id","to_norm","channel","occurred_at" DESC NULLS FIRST) WHERE to_norm is not null;--> statement-breakpoint
CREATE INDEX "communications_next_attempt_idx" ON "communications" USING btree ("org_id","next_attempt_at") WHERE status = 'queued';--> statement-breakpoint
CREATE INDEX "communications_thread_idx" ON "communications" USING btree ("org_id","thread_id","occurred_at") WHERE thread_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "threads_root_key" ON "threads" USING btree ("org_id","lead_id","root_key");--> statement-breakpoint
CREATE UNIQUE INDEX "companies_domain_key" ON "companies" USING btree ("org_id","domain") WHERE not free_mail;--> statement-breakpoint
CREATE INDEX "companies_name_idx" ON "companies" USING btree ("org_id",lower(name));--> statement-breakpoint
CREATE UNIQUE INDEX "events_position_key" ON "events" USING btree ("org_id","position") WHERE position is not null;--> statement-breakpoint
CREATE INDEX "events_unsealed_idx" ON "events" USING btree ("xid") WHERE position is null;--> statement-breakpoint
CREATE INDEX "events_lead_idx" ON "events" USING btree ("org_id","lead_id","at" DESC NULLS FIRST) WHERE lead_id is not null;--> statement-breakpoint
CREATE INDEX "contact_points_norm_idx" ON "contact_points" USING btree ("org_id","norm","kind");--> statement-breakpoint
CREATE INDEX "lead_status_history_lead_idx" ON "lead_status_history" USING btree ("org_id","lead_id","at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "lead_tags_tag_idx" ON "lead_tags" USING btree ("org_id","tag_id","lead_id");--> statement-breakpoint
CREATE INDEX "leads_created_idx" ON "leads" USING btree ("org_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "leads_updated_idx" ON "leads" USING btree ("org_id","updated_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "leads_last_contacted_idx" ON "leads" USING btree ("org_id",coalesce(last_contacted_at, '-infinity'::timestamptz) desc,"id" DESC NULLS FIRST) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "leads_status_idx" ON "leads" USING btree ("org_id","status",coalesce(last_contacted_at, '-infinity'::timestamptz) desc,"id" DESC NULLS FIRST) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "leads_owner_idx" ON "leads" USING btree ("org_id","owner_id",coalesce(last_contacted_at, '-infinity'::timestamptz) desc,"id" DESC NULLS FIRST) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "leads_score_idx" ON "leads" USING btree ("org_id",coalesce(score, -1) desc,"id" DESC NULLS FIRST) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "leads_name_idx" ON "leads" USING btree ("org_id",lower(coalesce(last_name, '') || ' ' || coalesce(first_name, '')),"id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "leads_company_idx" ON "leads" USING btree ("org_id","company_id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "collision_incidents_at_idx" ON "collision_incidents" USING btree ("org_id","at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "collision_incidents_communication_idx" ON "collision_incidents" USING btree ("org_id","communication_id");--> statement-breakpoint
CREATE INDEX "contact_guards_communication_idx" ON "contact_guards" USING btree ("org_id","communication_id");--> statement-breakpoint
CREATE UNIQUE INDEX "dnc_entries_active_key" ON "dnc_entries" USING btree ("org_id","value_norm","kind",coalesce(channel, '')) WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "dnc_entries_created_idx" ON "dnc_entries" USING btree ("org_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);