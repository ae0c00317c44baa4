import { expect, test } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { markBusy } from "@/lib/jobs/busy-organizations";
import { createLead } from "@/lib/leads/create-lead";
import { keepScores } from "./keep-scores";
import { lookForDuplicates } from "./look-for-duplicates";

const { admin } = await testDatabase();

test("while long work of an organization goes on, its new leads wait for their looks, and those of another do not", async () => {
  const [busy, free] = [await mintOrganization(), await mintOrganization()];
  for (const { rep1 } of [busy, free])
    for (const last_name of ["One", "Two"]) await createLead(rep1, { last_name, email: "ines@lark.example" });
  for (const { orgId } of [busy, free]) await seal(orgId);
  markBusy(busy.orgId);
  await Promise.all([lookForDuplicates(), keepScores()]);
  expect(await looked(busy.orgId)).toEqual({ pairs: 0, cursor: 0 });
  expect(await looked(free.orgId)).toMatchObject({ pairs: 1 });
});

async function looked(orgId: string) {
  const [row] = await admin<{ pairs: number; cursor: number }[]>`
    select (select count(*)::int from duplicate_pairs where org_id = ${orgId}) as pairs,
      coalesce((select position::int from event_cursors where org_id = ${orgId} and name = 'duplicates'), 0) as cursor`;
  return row;
}

/** As the sealer does: every event gets its place. */
async function seal(orgId: string): Promise<void> {
  await admin`
    update events e set position = n.place, hash = '\\x00', prev_hash = '\\x00' from (
      select id, row_number() over (order by id) as place from events where org_id = ${orgId}) n where e.id = n.id`;
  await admin`
    insert into event_heads (org_id, position, hash) select ${orgId}, count(*), '\\x00' from events where org_id = ${orgId}
    on conflict (org_id) do update set position = excluded.position`;
}
