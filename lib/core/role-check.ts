import { setTimeout as sleep } from "node:timers/promises";
import { appPool, jobsPool, systemPool } from "@/db/client";

/**
 * Row-level security binds neither a superuser nor a role with BYPASSRLS, so this program ends rather than serve as one.
 * A database that is away is no reason to end: it is asked again until it answers.
 */
export async function refuseUnsafeRoles(end: (reason: string) => void): Promise<void> {
  const unsafe = await findUnsafeRoles().catch(() => undefined);
  if (unsafe === undefined) {
    void sleep(1000, undefined, { ref: false }).then(() => refuseUnsafeRoles(end));
    return;
  }
  if (unsafe.length === 0) return;
  end(`Refusing to start as ${unsafe.join(", ")}: the role bypasses row-level security (superuser or BYPASSRLS)`);
}

async function findUnsafeRoles(): Promise<string[]> {
  const asked = [appPool(), systemPool(), jobsPool()].map(
    (pool) => pool<{ name: string }[]>`
      select rolname as name from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)`,
  );
  return (await Promise.all(asked)).flat().map((row) => row.name);
}
