"use client";

import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { type Shortcut, useKeyboard } from "./keyboard";

/** Every key that works on this page, by subject, and the switch for single letters. */
export function ShortcutsDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { all, singleKeys, setSingleKeys } = useKeyboard();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" width="m">
      <div className="body">
        <label className="checkline">
          <input
            type="checkbox"
            role="switch"
            aria-checked={singleKeys}
            className="switch"
            checked={singleKeys}
            onChange={(event) => setSingleKeys(event.target.checked)}
          />
          <span>Single-letter keys</span>
        </label>
        <div className="shortcuts">
          {Object.entries(grouped(all())).map(([group, shortcuts]) => (
            <section key={group}>
              <h3>{group}</h3>
              <ul>
                {shortcuts.map((one) => (
                  <li key={one.keys}>
                    <span>{one.label}</span>
                    <span className="end">
                      <span className="sr">{one.keys}</span>
                      <Chord keys={one.keys} />
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  );
}

/** "g l" drawn as two keys with "then" between them. */
export function Chord({ keys }: { keys: string }) {
  const strokes = keys.split(" ");
  return strokes.map((stroke, index) => (
    <span key={stroke} className="row g4">
      {index > 0 ? <span className="t3 sm">then</span> : null}
      <Kbd keys={stroke} />
    </span>
  ));
}

function grouped(shortcuts: Shortcut[]): Record<string, Shortcut[]> {
  const groups: Record<string, Shortcut[]> = {};
  for (const one of shortcuts) {
    const known = (groups[one.group] ?? []).filter((other) => other.keys !== one.keys);
    groups[one.group] = [...known, one];
  }
  return groups;
}
