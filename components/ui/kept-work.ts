/**
 * What somebody is writing in an editor of a whole page, and what it began from: kept in this tab and in this browser with every key, so
 * that neither a link, nor the back button, nor a closed tab, nor a session that ended loses it.
 */
export type KeptWork<T> = { start: string; work: T };

/** Whose, and of what: "sequence.<user>.<id>". */
export type WorkPlace = { kind: string; userId: string; id: string };

const keyOf = ({ kind, userId, id }: WorkPlace) => `touchline.${kind}.${userId}.${id}`;
const storages = [() => sessionStorage, () => localStorage];

/** This tab's, or what another tab left; null when nothing is kept, or it is not what this release writes. */
export function readWork<T>(place: WorkPlace, isWork: (raw: unknown) => raw is T): KeptWork<T> | null {
  for (const storage of storages) {
    try {
      const kept: unknown = JSON.parse(storage().getItem(keyOf(place)) ?? "null");
      if (isKept(kept) && isWork(kept.work)) return { start: kept.start, work: kept.work };
    } catch {}
  }
  return null;
}

/** A full or forbidden storage must not stop anybody from writing. */
export function keepWork<T>(place: WorkPlace, kept: KeptWork<T> | null): void {
  for (const storage of storages) {
    try {
      if (kept) storage().setItem(keyOf(place), JSON.stringify(kept));
      else storage().removeItem(keyOf(place));
    } catch {}
  }
}

const isKept = (raw: unknown): raw is KeptWork<unknown> =>
  typeof raw === "object" && raw !== null && "start" in raw && typeof raw.start === "string" && "work" in raw;

/** What becomes of kept work on a page that shows `start`: "mine" goes on; "both" have changed since; null: nothing is left of it. */
export function standingOfWork(kept: { start: string; text: string } | null, start: string): "mine" | "both" | null {
  if (kept === null || kept.text === start) return null;
  return kept.start === start ? "mine" : "both";
}
