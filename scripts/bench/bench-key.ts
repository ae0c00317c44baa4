import postgres from "postgres";
import { closePools } from "@/db/client";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { benchAdmin } from "@/scripts/bench/bench-admin";
import type { BenchDatabase } from "@/scripts/bench/bench-database";

/** An API key of the large organization's admin, made by the product's own command. */
export async function mintKey({ urls, adminUrl }: BenchDatabase): Promise<string> {
  const admin = postgres(adminUrl, { max: 1 });
  const ctx = await benchAdmin(admin).finally(() => admin.end());
  Object.assign(process.env, { DATABASE_APP_URL: urls.app, DATABASE_SYSTEM_URL: urls.system });
  const { key } = await createApiKey(ctx, { name: "bench" }).finally(closePools);
  return key;
}
