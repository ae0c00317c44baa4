/** The plan of the house as tables: floors, rooms in their order, and the names a room knows. Every check reads it. */

export const floors = ["e2e", "scripts", "app", "components", "lib", "db", "drizzle"] as const;
export type Floor = (typeof floors)[number] | "root";

/** What a floor may import besides itself. A pair that is not here is refused. */
export const floorMayImport: Record<Floor, readonly Floor[]> = {
  root: ["app", "lib", "scripts"],
  e2e: ["scripts", "lib", "db"],
  scripts: ["lib", "db", "drizzle"],
  app: ["components", "lib"],
  components: ["lib"],
  lib: ["db"],
  db: ["drizzle"],
  drizzle: [],
};

/** Packages that a floor must not know, its tests included. A trailing slash means the whole scope. */
export const floorForbidsPackage: Partial<Record<Floor, readonly string[]>> = {
  lib: ["next", "next-auth", "react", "react-dom", "nuqs", "sonner", "cmdk", "recharts", "@radix-ui/", "@tanstack/"],
  db: ["next", "next-auth", "react", "react-dom", "zod", "@radix-ui/", "@tanstack/"],
  components: ["postgres", "drizzle-orm", "next-auth", "pino", "prom-client", "@node-rs/argon2"],
  app: ["postgres", "drizzle-orm"],
};

/** The rooms of lib, lowest first. A room imports the rooms before it and no other. */
export const rooms = [
  "core",
  "events",
  "jobs",
  "undo-entries",
  "live",
  "accounts",
  "passwords",
  "organizations",
  "contact-points",
  "mail",
  "mailboxes",
  "oauth-connections",
  "returned-grants",
  "deals",
  "quiet-hours",
  "calendar",
  "companies",
  "tags",
  "campaigns",
  "enrollments",
  "dnc",
  "slots",
  "settings",
  "texts",
  "touches",
  "drafts",
  "dnc-imports",
  "dnc-removals",
  "opt-outs",
  "reply-classes",
  "unsubscribes",
  "consents",
  "guard",
  "facts",
  "outreach",
  "blind-checks",
  "effects",
  "filters",
  "assignment-rules",
  "duplicates",
  "leads",
  "scoring",
  "saved-views",
  "boards",
  "segments",
  "taggings",
  "stakeholders",
  "hand-overs",
  "notes",
  "clients",
  "told-touches",
  "communications",
  "communication-events",
  "transcripts",
  "feed",
  "templates",
  "signatures",
  "attachments",
  "sending",
  "mailbox-checks",
  "sending-limits",
  "tracked-links",
  "letters",
  "ways",
  "delivery",
  "lanes",
  "member-mail",
  "unknown-messages",
  "outreach-items",
  "suggestions",
  "suggestion-engine",
  "autonomy",
  "ai",
  "outbox",
  "threads",
  "sequences",
  "sequence-pauses",
  "enrolling",
  "sequence-triggers",
  "sequence-engine",
  "sequence-results",
  "daily-outreach",
  "merges",
  "inbound",
  "mail-kinds",
  "mail-html",
  "imports",
  "arrivals",
  "mail-reports",
  "received",
  "provider-events",
  "tracked-events",
  "mailbox-sync",
  "sent-copies",
  "conversations",
  "queues",
  "lead-sets",
  "workbooks",
  "lead-files",
  "learned-scores",
  "predictions",
  "lead-rows",
  "lead-intake",
  "lead-imports",
  "bulk-actions",
  "bulk-undos",
  "lead-exports",
  "import-work",
  "import-undos",
  "collisions",
  "notifications",
  "audit",
  "lead-changes",
  "exchange-rates",
  "sources",
  "source-costs",
  "budgets",
  "rollups",
  "home",
  "periods",
  "analytics",
  "goals",
  "funnels",
  "rankings",
  "returns",
  "compliance",
  "forecasts",
  "view-mails",
  "erasure",
  "deletions",
  "integrity",
  "demo",
  "registry",
  "worker",
] as const;

/** Rooms that are machinery: nouns are welcome there as file names beside the fixed names and the verbs. */
export const machineryRooms: readonly string[] = ["core", "events", "jobs", "live", "demo", "registry", "worker"];

/** Files of lib/core that carry no server code, so that shapes, rules and components may use their values. */
export const isomorphicCore: readonly string[] = ["errors", "permissions", "time", "schema", "rules"];

export const fixedRoomFiles: readonly string[] = ["schema", "rules", "queries", "store", "jobs", "subscribers"];

/** `<noun>-rules.ts` and the like: a fixed file that was split by noun when it grew. */
export const splittableRoomFiles: readonly string[] = ["schema", "rules", "queries", "store"];

/** Verbs that open a verb file. A new verb is a new line here, which is a decision about the language. */
export const verbs: ReadonlySet<string> = new Set(
  `
  accept add answer apply approve archive assess assign authenticate cancel change check claim classify complete
  compose convert correct create deactivate delete dismiss dispatch duplicate edit end enroll ensure erase evaluate
  explain export extend find fold gather hash import invite link list load log mark match merge mint modify move
  normalize open override parse pass pause pick place post prune publish purge queue reactivate read rebuild receive
  recompute record register reject release remove rename request resend reset resolve restore resume review revoke
  rotate run save schedule score seal search send set sign skip snooze split start stop store sync take touch transfer
  unconvert undo unmark unsubscribe update verify watch withdraw
`
    .trim()
    .split(/\s+/),
);

/** Words that say nothing, refused as a part of any file name. */
export const bannedNameParts: readonly string[] = [
  "data",
  "info",
  "manager",
  "service",
  "services",
  "util",
  "utils",
  "process",
  "do",
  "helper",
  "helpers",
  "types",
  "constants",
  "common",
  "misc",
  "index",
];

/** Names that the design itself gives although a part of them is banned. */
export const namesGivenByDesign: readonly string[] = ["components/ui/data-table.tsx", "db/schema/index.ts"];

export const sizes = {
  fileLines: 250,
  functionLines: 60,
  jsxFunctionLines: 100,
  pageLines: 60,
  roomLines: 1000,
  roomVerbs: 10,
};

/** A project of its own inside ours, which cannot know our aliases: the bare handler that the benchmark compares with. */
export const projectsApart: readonly string[] = ["scripts/bench/floor/"];
