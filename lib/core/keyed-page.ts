import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "./cursor";
import type { PageInput } from "./schema";

/** What each row of `page` carries beside its own columns. */
export type Keyed = { total: number; place: string; key: string };

/**
 * Goes on after `chosen (id, at, …)`: the rows after the cursor as `page`, newest first and one more than are shown, and how many there are of
 * all, which is the figure. `repeats`: a moment may have several rows of one id; they are told apart by `what`.
 */
export function pagePart(tx: OrgTx, list: string, { limit, cursor }: PageInput, repeats = false) {
  const [at, key] = decodeCursor(list, cursor, "time") ?? [null, null];
  const one = repeats
    ? tx.sql`md5(c.id::text || row_number() over (partition by c.id, c.at order by c.what))::uuid`
    : tx.sql`c.id`;
  // The number itself: of a parameter the planner expects a tenth of all, and reads every lead to name those of a page.
  return tx.sql`
    keyed as materialized (select c.*, ${one} as key from chosen c),
    page as (
      select k.*, k.at::text as place, (select count(*) from keyed)::int as total from keyed k
      where ${at}::timestamptz is null or k.at < ${at}::timestamptz or (k.at = ${at}::timestamptz and k.key > ${key}::uuid)
      order by k.at desc, k.key limit ${tx.sql.unsafe(String(limit + 1))})`;
}

/** The rows that are shown, and where the next ones go on. */
export function shownOf<R extends Keyed, T>(
  list: string,
  rows: readonly R[],
  { limit }: PageInput,
  show: (row: R) => T,
) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(show),
    next_cursor: rows.length > limit && last ? encodeCursor(list, [last.place, last.key]) : null,
    total: rows[0]?.total ?? 0,
  };
}
