import { expect, test } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { removeExpiredKeys } from "@/lib/worker/remove-expired-keys";

const { admin } = await testDatabase();

test("forgets stored answers after seven days, of every organization, and keeps younger ones", async () => {
  const orgs = [await mintOrganization(), await mintOrganization()];
  for (const { orgId } of orgs) {
    for (const days of [0, 6.99, 7.01, 30]) {
      await admin`insert into idempotency_keys (org_id, principal, route, key, body_hash, answer, created_at)
        values (${orgId}, 'p', 'r', ${String(days)}, 'h', '{}', ${new Date(Date.now() - days * 86_400_000)})`;
    }
  }
  await removeExpiredKeys();
  const left = await admin`select org_id, key from idempotency_keys order by key`;
  for (const { orgId } of orgs)
    expect(left.filter((row) => row.org_id === orgId).map((row) => row.key)).toEqual(["0", "6.99"]);
});
