import postgres from "postgres";
import { closePools } from "@/db/client";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import type { BenchDatabase } from "@/scripts/bench/bench-database";
import { bench } from "@/scripts/bench/fill-database";

/** An API key of the large organization's admin, made by the product's own command. */
export async function mintKey({ urls, adminUrl }: BenchDatabase): Promise<string> {
  const admin = postgres(adminUrl, { max: 1 });
  const [member] = await admin<{ user_id: string; name: string }[]>`
    select user_id, name from memberships where org_id = ${bench.id} and role = 'admin' limit 1`.finally(() =>
    admin.end(),
  );
  if (!member) throw new Error("The organization has an admin");
  Object.assign(process.env, { DATABASE_APP_URL: urls.app, DATABASE_SYSTEM_URL: urls.system });
  const actor = {
    userId: member.user_id,
    name: member.name,
    role: "admin" as const,
    via: "script" as const,
    scopes: [],
  };
  const ctx = {
    orgId: bench.id,
    timezone: "America/New_York",
    defaultRegion: "US",
    actor,
    now: currentTime(),
    requestId: newId(),
  };
  const { key } = await createApiKey(ctx, { name: "bench" }).finally(closePools);
  return key;
}
