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

/** One turn after the other until nothing is left, or until the worker is to end: the next one goes on. */
export async function untilDone(turn: () => Promise<{ more: boolean }>, signal?: AbortSignal): Promise<void> {
  let more = true;
  while (more && !signal?.aborted) ({ more } = await turn());
}
