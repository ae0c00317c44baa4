/** A binding as it is written in the hints: "g l" is a chord, "mod+k" a combination, "?" a character. */
export type KeyBinding = { keys: string };

export type KeyPress = { key: string; mod: boolean; alt: boolean; shift: boolean };

export type KeyAnswer<B extends KeyBinding> = { run: B | null; pending: string; fallback: B | null };

/**
 * What one key press means after the keys that are already waiting.
 * `run`: do it now. `pending`: the chord so far; when no second key comes, `fallback` is what the first one meant.
 * A second key that continues nothing is read again as a first one.
 */
export function readKey<B extends KeyBinding>(press: KeyPress, waiting: string, bindings: readonly B[]): KeyAnswer<B> {
  const stroke = strokeOf(press);
  if (stroke === null) return { run: null, pending: waiting, fallback: null };
  const sequence = waiting ? `${waiting} ${stroke}` : stroke;
  const exact = lastBound(bindings, sequence);
  const continues = bindings.some((binding) => binding.keys.startsWith(`${sequence} `));
  if (continues) return { run: null, pending: sequence, fallback: exact };
  if (exact) return { run: exact, pending: "", fallback: null };
  if (waiting) return readKey(press, "", bindings);
  return { run: null, pending: "", fallback: null };
}

/** True when the binding is a bare character or a chord of them: those can be switched off (WCAG 2.1.4). */
export function isSingleLetter(binding: KeyBinding): boolean {
  return binding.keys.split(" ").every((stroke) => stroke.replace(/^shift\+/, "").length === 1);
}

/** A single letter belongs to the field while somebody types; combinations with Mod do not. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.getAttribute("role") === "textbox") return true;
  if (target instanceof HTMLInputElement) return !NOT_TEXT.has(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

const NOT_TEXT = new Set(["checkbox", "radio", "button", "submit", "reset", "file", "range", "color"]);
const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta", "CapsLock", "Dead", "Process"]);

function strokeOf({ key, mod, alt, shift }: KeyPress): string | null {
  if (MODIFIERS.has(key)) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  const isLetter = /^\p{L}$/u.test(key);
  const shifted = shift && (isLetter || key.length > 1);
  return `${mod ? "mod+" : ""}${alt ? "alt+" : ""}${shifted ? "shift+" : ""}${name}`;
}

/** The part of the page that came last wins: a dialog's own key hides the page's. */
function lastBound<B extends KeyBinding>(bindings: readonly B[], keys: string): B | null {
  return bindings.filter((binding) => binding.keys === keys).at(-1) ?? null;
}
