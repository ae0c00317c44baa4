import type postgres from "postgres";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { bench } from "@/scripts/bench/fill-database";

/** The large organization's admin, for what the product's own commands make there; `sql` is the administrator's. */
export async function benchAdmin(sql: postgres.Sql): Promise<Context> {
  const [member] = await sql<{ user_id: string; name: string }[]>`
    select user_id, name from memberships where org_id = ${bench.id} and role = 'admin' limit 1`;
  if (!member) throw new Error("The organization has an admin");
  return {
    orgId: bench.id,
    timezone: "America/New_York",
    defaultRegion: "US",
    actor: { userId: member.user_id, name: member.name, role: "admin", via: "script", scopes: [] },
    now: currentTime(),
    requestId: newId(),
  };
}
