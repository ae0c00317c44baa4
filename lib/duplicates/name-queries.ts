import type { OrgTx } from "@/db/tenant";
import { leastLikeness } from "./rules";

export type NamedPerson = { first_name: string; last_name: string; company: string };
export type Namesake = { id: string; name: string; company: string | null };

/** Of a company so many leads are compared, so that a thousand rows of one large company take no longer than a second. */
const mostAtCompany = 200;

/** For each of many people the lead with nearly the same name at nearly the same company, by their place in the list. One question for all. */
export async function findNamesakes(tx: OrgTx, people: NamedPerson[]): Promise<Map<number, Namesake>> {
  if (people.length === 0) return new Map();
  const asked = JSON.stringify(people.map((one, nth) => ({ nth, ...one })));
  const rows = await tx.sql.unsafe<(Namesake & { nth: number })[]>(namesakeText, [asked], { prepare: true });
  return new Map(rows.map(({ nth, ...one }) => [nth, one]));
}

const namesakeText = `
  with asked as materialized (
    select * from json_to_recordset($1::text::json) as a(nth integer, first_name text, last_name text, company text)),
  near as materialized (
    select f.company, k.id from (select distinct company from asked) f cross join lateral similar_companies(f.company, 5) k(id))
  select distinct on (a.nth) a.nth, l.id, concat_ws(' ', l.first_name, l.last_name) as name, c.name as company
  from asked a join near n on n.company = a.company join companies c on c.org_id = current_org_id() and c.id = n.id
  cross join lateral (
    select l.id, l.first_name, l.last_name, name_likeness(l.first_name, l.last_name, a.first_name, a.last_name) as likeness
    from (select id, first_name, last_name from leads
      where org_id = current_org_id() and company_id = n.id and deleted_at is null limit ${mostAtCompany}) l) l
  where l.likeness >= ${leastLikeness} order by a.nth, l.likeness desc, l.id`;
