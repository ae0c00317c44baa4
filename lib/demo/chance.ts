/** Numbers that look drawn and are the same every time, for the same word. */
export type Chance = {
  /** a whole number, both ends included */
  between: (least: number, most: number) => number;
  happens: (share: number) => boolean;
  pick: <T>(list: readonly [T, ...T[]]) => T;
  /** never the same entry twice before the list is through */
  next: <T>(list: readonly [T, ...T[]]) => T;
};

/** Mulberry32 over the hashed word, so that each lead's story stays itself whatever happens to the others. */
export function chanceOf(word: string): Chance {
  let state = hash(word);
  const turns = new Map<unknown, { from: number; taken: number }>();
  const share = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (least: number, most: number) => least + Math.floor(share() * (most - least + 1));
  return {
    between,
    happens: (likelihood) => share() < likelihood,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
    next: (list) => {
      const turn = turns.get(list) ?? { from: between(0, list.length - 1), taken: 0 };
      turns.set(list, { ...turn, taken: turn.taken + 1 });
      return list[(turn.from + turn.taken) % list.length] ?? list[0];
    },
  };
}

// FNV-1a
function hash(word: string): number {
  let value = 0x811c9dc5;
  for (const letter of word) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return value;
}
