import { expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { findDuplicatePairs } from "./find-duplicate-pairs";

const { admin } = await testDatabase();
// More than are looked through in one transaction.
const count = 600;

it("looks through more new leads than one transaction takes, as an import brings them", {
  timeout: 60_000,
}, async () => {
  const org = await mintOrganization();
  await inOrganization(org.orgId, async (tx) => {
    const ids = Array.from({ length: count }, () => newId());
    await tx.sql`insert into leads (id, last_name) select * from unnest(${ids}::uuid[], ${ids}::text[])`;
    await tx.sql`
      insert into contact_points (lead_id, kind, raw, norm)
      select id, 'email', 'a' || n / 2 || '@b.example', 'a' || n / 2 || '@b.example'
      from unnest(${ids}::uuid[]) with ordinality as l(id, place) cross join lateral (select place::int - 1 as n) p`;
    const created = ids.map((id) => ({
      kind: "lead.created",
      leadId: id,
      subjects: { lead_id: id },
      payload: { lead_id: id },
    }));
    await emit(tx, org.admin, created);
  });
  await admin`
    update events e set position = n.place, hash = '\\x00', prev_hash = '\\x00' from (
      select id, row_number() over (order by id) as place from events where org_id = ${org.orgId}) n where e.id = n.id`;
  let found = 0;
  let turns = 0;
  for (let more = true; more; turns++) {
    const turn = await findDuplicatePairs(org.admin, {});
    found += turn.found;
    more = turn.more;
    expect(turn.leads).toBeLessThanOrEqual(250);
  }
  expect(found).toBe(count / 2);
  expect(turns).toBeGreaterThan(1);
});
