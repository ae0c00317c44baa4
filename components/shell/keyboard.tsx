"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { isSingleLetter, isTyping, type KeyAnswer, readKey } from "./key-grammar";

/** How long a chord waits for its second key. */
const CHORD_WAIT = 700;
const SWITCH_KEY = "touchline.single-keys";

export type Shortcut = {
  keys: string;
  label: string;
  /** The heading in the list of all keys. */
  group: string;
  run: () => void;
  /** Works with a dialog open, too. */
  inDialog?: boolean;
};

type Keyboard = {
  add: (shortcut: Shortcut) => () => void;
  all: () => Shortcut[];
  singleKeys: boolean;
  setSingleKeys: (on: boolean) => void;
};

const KeyboardContext = createContext<Keyboard | null>(null);

/** Listens once for the whole page; components add their keys with `useShortcuts`. */
export function KeyboardProvider({ children }: { children: ReactNode }) {
  const shortcuts = useRef<Shortcut[]>([]);
  const [singleKeys, setSingle] = useState(true);
  useEffect(() => setSingle(localStorage.getItem(SWITCH_KEY) !== "off"), []);

  const add = useCallback((shortcut: Shortcut) => {
    shortcuts.current = [...shortcuts.current, shortcut];
    return () => {
      shortcuts.current = shortcuts.current.filter((one) => one !== shortcut);
    };
  }, []);
  const all = useCallback(() => shortcuts.current, []);
  const setSingleKeys = useCallback((on: boolean) => {
    localStorage.setItem(SWITCH_KEY, on ? "on" : "off");
    setSingle(on);
  }, []);

  useEffect(() => listenForKeys(() => shortcuts.current, singleKeys), [singleKeys]);
  const keyboard = useMemo(() => ({ add, all, singleKeys, setSingleKeys }), [add, all, singleKeys, setSingleKeys]);
  return <KeyboardContext value={keyboard}>{children}</KeyboardContext>;
}

/** The keys that work while this component is on the page. Outside a provider they do nothing. */
export function useShortcuts(shortcuts: readonly Shortcut[]) {
  const keyboard = useContext(KeyboardContext);
  const latest = useRef(shortcuts);
  useLayoutEffect(() => {
    latest.current = shortcuts;
  });
  // With the page and not after it: who sees a list may press its keys.
  const signature = shortcuts.map((one) => `${one.keys}|${one.label}|${one.group}|${one.inDialog ?? false}`).join("\n");
  useLayoutEffect(() => {
    if (!keyboard || signature === "") return;
    const removals = latest.current.map((one) =>
      keyboard.add({ ...one, run: () => latest.current.find((now) => now.keys === one.keys)?.run() }),
    );
    return () => {
      for (const remove of removals) remove();
    };
  }, [keyboard, signature]);
}

export function useKeyboard(): Keyboard {
  const keyboard = useContext(KeyboardContext);
  if (!keyboard) throw new Error("useKeyboard needs a KeyboardProvider above it");
  return keyboard;
}

function listenForKeys(shortcuts: () => Shortcut[], singleKeys: boolean): () => void {
  let waiting = "";
  // When the first key came, by the key's own clock: a page that is busy in between hears the second one late.
  let since = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = (answer: KeyAnswer<Shortcut>) => {
    clearTimeout(timer);
    waiting = answer.pending;
    const { fallback } = answer;
    if (!waiting || !fallback) return;
    timer = setTimeout(() => {
      waiting = "";
      fallback.run();
    }, CHORD_WAIT);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.timeStamp - since > CHORD_WAIT) waiting = "";
    since = event.timeStamp;
    const press = { key: event.key, mod: event.metaKey || event.ctrlKey, alt: event.altKey, shift: event.shiftKey };
    const answer = readKey(press, waiting, audible(shortcuts(), event.target, singleKeys));
    settle(answer);
    if (!answer.run && !answer.pending) return;
    if (answer.run || answer.pending) event.preventDefault();
    answer.run?.run();
  };
  document.addEventListener("keydown", onKeyDown);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("keydown", onKeyDown);
  };
}

/** What these mean in a text field is the field's own. */
const FIELD_KEYS = new Set(["mod+a", "mod+c", "mod+v", "mod+x", "mod+z"]);

/** The shortcuts that may hear this key: none of the page's under a dialog, no bare letters in a text field. */
function audible(shortcuts: Shortcut[], target: EventTarget | null, singleKeys: boolean): Shortcut[] {
  const typing = isTyping(target);
  // An open menu takes its own keys, Escape too.
  const dialogOpen = document.querySelector(`[role="dialog"][data-state="open"], [role="menu"]:popover-open`) !== null;
  const onControl = target instanceof HTMLElement && target.closest("a, button, summary, [role^=menuitem]") !== null;
  return shortcuts.filter((one) => {
    if (dialogOpen && !one.inDialog) return false;
    if (onControl && one.keys === "Enter") return false;
    const bare = !/(mod|alt)\+/.test(one.keys);
    if (typing && (bare || FIELD_KEYS.has(one.keys))) return false;
    return singleKeys || !isSingleLetter(one);
  });
}
