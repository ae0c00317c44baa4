import postgres from "postgres";

type Role = "app" | "system" | "jobs";

const addresses: Record<Role, string> = {
  app: "DATABASE_APP_URL",
  system: "DATABASE_SYSTEM_URL",
  jobs: "DATABASE_JOBS_URL",
};
const sizes: Record<Role, number> = { app: 10, system: 3, jobs: 3 };

// The development server loads modules anew; the pools must survive that.
const holder = globalThis as typeof globalThis & { touchlinePools?: Map<string, postgres.Sql> };
holder.touchlinePools ??= new Map();
const pools = holder.touchlinePools;

/** CRM data, under the policies. Use `inOrganization`, which alone may open a transaction here. */
export const appPool = () => poolOf("app");
/** The same where it is open: a hint must not open one behind a command that has closed it, and hold its process for a minute. */
export const openAppPool = () => pools.get("app");
/** Identity: users, sessions, memberships, keys. Nothing of the CRM. */
export const systemPool = () => poolOf("system");
/** The worker's: sealing, heartbeat, cleanup. */
export const jobsPool = () => poolOf("jobs");

/**
 * A connection of its own for LISTEN, direct even when the pools go through a transaction pooler.
 * postgres.js's own `listen()` hides the loss of its connection; who must know it passes both and sends LISTEN themselves.
 */
export function listenConnection(
  onClose?: () => void,
  onNotify?: (channel: string, payload: string) => void,
): postgres.Sql {
  const url = process.env.DATABASE_DIRECT_URL ?? addressOf("app");
  // The driver reads `onnotify` (src/connection.js), its types do not name it.
  const heard: object = { onnotify: onNotify };
  return postgres(url, { ...options, ...heard, max: 1, idle_timeout: 0, max_lifetime: null, onclose: onClose });
}

/** One session of the jobs role for the lock that a sealer holds: never through a transaction pooler, never ended by age. */
export function jobsConnection(): postgres.Sql {
  return postgres(directJobsUrl(), { ...options, max: 1, idle_timeout: 0, max_lifetime: null });
}

/** The jobs role's address past any pooler. */
export function directJobsUrl(): string {
  const url = new URL(process.env.DATABASE_DIRECT_URL ?? addressOf("jobs"));
  const { username, password } = new URL(addressOf("jobs"));
  Object.assign(url, { username, password });
  return url.href;
}

export async function closePools(): Promise<void> {
  const open = [...pools.values()];
  pools.clear();
  await Promise.all(open.map((pool) => pool.end({ timeout: 2 })));
}

function poolOf(role: Role): postgres.Sql {
  const existing = pools.get(role);
  if (existing) return existing;
  const max = Number(process.env.DATABASE_POOL_SIZE ?? sizes[role]);
  const pool = postgres(addressOf(role), { ...options, max: role === "app" ? max : sizes[role] });
  pools.set(role, pool);
  return pool;
}

function addressOf(role: Role): string {
  const url = process.env[addresses[role]];
  if (!url) throw new Error(`${addresses[role]} is not set: start with npm start, or see docs/operating.md`);
  return url;
}

/** Drizzle hands JSON over as text, everybody else as values: both must arrive once encoded. */
const json = {
  to: 3802,
  from: [114, 3802],
  serialize: (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value)),
  parse: (text: string) => JSON.parse(text) as unknown,
};

const options = {
  // Behind a transaction pooler named statements would land on another connection.
  prepare: !process.env.DATABASE_DIRECT_URL,
  connect_timeout: 5,
  idle_timeout: 60,
  max_lifetime: 60 * 30,
  onnotice: () => {},
  connection: { application_name: "touchline", statement_timeout: 20_000, idle_in_transaction_session_timeout: 30_000 },
  types: { json, bigint: { to: 20, from: [20], serialize: String, parse: Number } },
} satisfies postgres.Options<Record<string, postgres.PostgresType>>;
