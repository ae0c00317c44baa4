const waitMs = 3000;
const worked = new Map<string, number>();

/** Long work of this organization goes on in this process, and is not through. */
export function markBusy(orgId: string): void {
  worked.set(orgId, performance.now());
}

/**
 * Whether long work of this organization went on here within the last seconds. What nobody waits for stands back until it is through: looking
 * at each new lead while a file brings them took twice the time that storing them takes.
 */
export const isBusy = (orgId: string): boolean =>
  performance.now() - (worked.get(orgId) ?? Number.NEGATIVE_INFINITY) < waitMs;
