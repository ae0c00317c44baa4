/** Does the work of each organization in turn. What fails in one holds up no other, and is told when all have had theirs. */
export async function inEach<T extends { org_id: string }>(
  organizations: readonly T[],
  work: (one: T) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const one of organizations) await work(one).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
