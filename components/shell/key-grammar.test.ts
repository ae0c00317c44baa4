import { describe, expect, it } from "vitest";
import { isSingleLetter, readKey } from "./key-grammar";

const bindings = [
  { keys: "g l", does: "go to leads" },
  { keys: "l", does: "log contact" },
  { keys: "l e", does: "log email" },
  { keys: "mod+k", does: "open palette" },
  { keys: "?", does: "show keys" },
  { keys: "j", does: "next" },
  { keys: "shift+x", does: "select range" },
];
const press = (key: string, held: Partial<Record<"mod" | "alt" | "shift", boolean>> = {}) => ({
  key,
  mod: false,
  alt: false,
  shift: false,
  ...held,
});

describe("the keyboard grammar", () => {
  it("runs a single key at once when no chord begins with it", () => {
    expect(readKey(press("j"), "", bindings).run?.does).toBe("next");
  });

  it("waits after G, then goes to the leads", () => {
    const first = readKey(press("g"), "", bindings);
    expect(first).toEqual({ run: null, pending: "g", fallback: null });
    expect(readKey(press("l"), first.pending, bindings).run?.does).toBe("go to leads");
  });

  it("remembers what L alone means while it waits for a channel", () => {
    const first = readKey(press("l"), "", bindings);
    expect(first.run).toBeNull();
    expect(first.fallback?.does).toBe("log contact");
    expect(readKey(press("e"), first.pending, bindings).run?.does).toBe("log email");
  });

  it("reads the second key afresh when it continues nothing", () => {
    expect(readKey(press("j"), "g", bindings).run?.does).toBe("next");
  });

  it("keeps waiting while only a modifier is pressed", () => {
    expect(readKey(press("Shift", { shift: true }), "g", bindings).pending).toBe("g");
  });

  it("tells combinations, capitals and characters of the shifted row apart", () => {
    expect(readKey(press("k", { mod: true }), "", bindings).run?.does).toBe("open palette");
    expect(readKey(press("X", { shift: true }), "", bindings).run?.does).toBe("select range");
    expect(readKey(press("?", { shift: true }), "", bindings).run?.does).toBe("show keys");
    expect(readKey(press("j", { mod: true }), "", bindings).run).toBeNull();
  });

  it("lets the binding that came last win", () => {
    const both = [...bindings, { keys: "j", does: "dialog's own" }];
    expect(readKey(press("j"), "", both).run?.does).toBe("dialog's own");
  });

  it("knows which keys a person may switch off", () => {
    expect(bindings.filter(isSingleLetter).map((one) => one.keys)).toEqual(["g l", "l", "l e", "?", "j", "shift+x"]);
  });
});
