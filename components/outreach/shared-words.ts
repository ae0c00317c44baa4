export type Run = { text: string; shared: boolean };
export type Comparison = { runs: Run[]; sharedWords: number; myWords: number };

/** The shortest run of equal words that counts as copied; shorter ones are what every mail says. */
const SHORTEST_RUN = 3;

/** Their text cut into shared and other runs, and how many of my words stand in a shared one. */
export function compareTexts(mine: string, theirs: string): Comparison {
  const my = words(mine);
  const their = words(theirs);
  const inShared = new Set<number>();
  const sharedTheirs = new Set<number>();
  for (let i = 0; i < my.length; i++) {
    const { at, length } = longestRun(my, i, their);
    if (length < SHORTEST_RUN) continue;
    for (let k = 0; k < length; k++) {
      inShared.add(i + k);
      sharedTheirs.add(at + k);
    }
    i += length - 1;
  }
  return { runs: cut(theirs, sharedTheirs), sharedWords: inShared.size, myWords: my.length };
}

function words(text: string): string[] {
  return (text.match(/\S+/g) ?? []).map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
}

function longestRun(my: string[], from: number, their: string[]): { at: number; length: number } {
  let best = { at: 0, length: 0 };
  for (let at = 0; at < their.length; at++) {
    let length = 0;
    while (my[from + length] !== undefined && my[from + length] === their[at + length]) length++;
    if (length > best.length) best = { at, length };
  }
  return best;
}

function cut(text: string, shared: ReadonlySet<number>): Run[] {
  const runs: Run[] = [];
  const pieces = text.match(/\S+\s*/g) ?? [];
  const blank = /^\s*/.exec(text)?.[0];
  if (blank) runs.push({ text: blank, shared: false });
  pieces.forEach((piece, index) => {
    const last = runs.at(-1);
    if (last && last.shared === shared.has(index)) last.text += piece;
    else runs.push({ text: piece, shared: shared.has(index) });
  });
  return runs;
}
