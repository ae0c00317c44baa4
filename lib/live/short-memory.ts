import { hear } from "./shared-listener";

export type ShortMemory<T> = {
  (key: string): Promise<T | null>;
  /** Here and at once, for who has just changed what is remembered: the channel speaks a moment later. */
  forget: () => void;
};
type Remembered<T> = { until: number; value: Promise<T | null> };

const rememberMs = 5000;
const mostKeys = 10_000;

/**
 * Remembers what `load` found for at most 5 s, and forgets everything at once when the channel speaks.
 * While nobody listens to the channel nothing is remembered: a revocation could not be heard.
 */
export function shortMemory<T>(channel: string, load: (key: string) => Promise<T | null>): ShortMemory<T> {
  const found = new Map<string, Remembered<T>>();
  let listening = false;
  const set = (on: boolean) => () => {
    listening = on;
    found.clear();
  };
  let begun = false;
  const recall = (key: string) => {
    if (!begun) hear({ channel, message: () => found.clear(), up: set(true), down: set(false) });
    begun = true;
    const known = found.get(key);
    if (known && known.until > performance.now()) return known.value;
    const value = load(key);
    if (!listening) return value;
    if (found.size >= mostKeys) found.clear();
    // Put there before it is loaded: a NOTIFY that comes meanwhile takes it out again.
    const entry = { until: performance.now() + rememberMs, value };
    found.set(key, entry);
    const forget = () => found.get(key) === entry && found.delete(key);
    value.then((one) => one === null && forget(), forget);
    return value;
  };
  return Object.assign(recall, { forget: () => found.clear() });
}
