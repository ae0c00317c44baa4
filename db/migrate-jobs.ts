import type postgres from "postgres";

/** Graphile Worker's own migrations, in the schema that 0013 made, as the role it belongs to. Nothing when that schema is not there. */
export async function migrateJobs(sql: postgres.Sql, ownerUrl: string): Promise<void> {
  const made = await sql`select from pg_namespace where nspname = 'graphile_worker'`;
  if (made.length === 0) return;
  const { Logger, runMigrations } = await import("graphile-worker");
  const silent = new Logger(() => () => {});
  await runMigrations({ connectionString: asJobsRole(ownerUrl), maxPoolSize: 1, logger: silent });
}

/** The driver that Graphile Worker brings reads an address like ours when it is told to read it like libpq. */
export function forGraphile(address: string): string {
  const url = new URL(address);
  if (url.searchParams.has("sslmode")) url.searchParams.set("uselibpqcompat", "true");
  return url.href;
}

function asJobsRole(ownerUrl: string): string {
  const url = new URL(forGraphile(ownerUrl));
  url.searchParams.set("options", "-c role=touchline_jobs");
  return url.href;
}
