import postgres from "postgres";

const sql = postgres(process.env.FLOOR_DATABASE_URL ?? "", {
  max: 10,
  onnotice: () => {},
  connection: { session_replication_role: "replica" },
});
const queries: Record<string, string> = JSON.parse(process.env.FLOOR_QUERIES ?? "{}");
const organization = process.env.FLOOR_ORGANIZATION ?? "";

/** One prepared statement, as an administrator: no tenant, no role, no check. */
export const ask = (name: string, parameters: string[]) =>
  sql.unsafe(queries[name] ?? "", [organization, ...parameters], { prepare: true });
