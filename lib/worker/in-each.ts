/**
 * Does the work of each organization in turn, until the worker is to end. What fails in one holds up no other, and is told when all have
 * had theirs.
 */
export async function inEach<T extends { org_id: string }>(
  organizations: readonly T[],
  work: (one: T) => Promise<unknown>,
  signal?: AbortSignal,
): Promise<void> {
  const failures: unknown[] = [];
  for (const one of organizations) {
    if (signal?.aborted) break;
    await work(one).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

export type Place = { org_id: string; id: string };
const NONE = "00000000-0000-0000-0000-000000000000";
/** So many are asked for at once. */
export const PAGE = 200;

/** The same for each of many, page by page: `page` answers those behind a place, by organization and id, at most `PAGE`. */
export async function inEachPage<T extends Place>(
  page: (after: Place) => Promise<T[]>,
  work: (one: T) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = [];
  for (let after: Place | undefined = { org_id: NONE, id: NONE }; after; ) {
    const found: T[] = await page(after);
    await inEach(found, work).catch((error: unknown) => failures.push(error));
    after = found.length < PAGE ? undefined : found.at(-1);
  }
  if (failures.length > 0) throw failures[0];
}

/** One turn after the other until nothing is left, or until the worker is to end: the next one goes on. */
export async function untilDone(turn: () => Promise<{ more: boolean }>, signal?: AbortSignal): Promise<void> {
  let more = true;
  while (more && !signal?.aborted) ({ more } = await turn());
}
