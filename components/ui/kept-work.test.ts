import { beforeEach, expect, test, vi } from "vitest";
import { keepWork, readWork, standingOfWork } from "./kept-work";

const storage = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  };
};
beforeEach(() => {
  vi.stubGlobal("sessionStorage", storage());
  vi.stubGlobal("localStorage", storage());
});

const place = { kind: "sequence", userId: "u", id: "s" };
const isText = (raw: unknown): raw is string => typeof raw === "string";

test("work comes back in its tab, and in another one after this is closed", () => {
  keepWork(place, { start: "a", work: "ab" });
  expect(readWork(place, isText)).toEqual({ start: "a", work: "ab" });
  vi.stubGlobal("sessionStorage", storage());
  expect(readWork(place, isText)).toEqual({ start: "a", work: "ab" });
});

test("a colleague at the same machine does not see it, and what is saved is forgotten", () => {
  keepWork(place, { start: "a", work: "ab" });
  expect(readWork({ ...place, userId: "v" }, isText)).toBeNull();
  keepWork(place, null);
  expect(readWork(place, isText)).toBeNull();
});

test.each(["{", '"ab"', '{"start":1,"work":"ab"}', '{"start":"a","work":7}'])(
  "%s is not what this release keeps, and stops nobody",
  (text) => {
    sessionStorage.setItem("touchline.sequence.u.s", text);
    expect(readWork(place, isText)).toBeNull();
  },
);

test("a forbidden storage stops nobody", () => {
  const refuse = () => {
    throw new Error("denied");
  };
  vi.stubGlobal("sessionStorage", { getItem: refuse, setItem: refuse, removeItem: refuse });
  keepWork(place, { start: "a", work: "ab" });
  expect(readWork(place, isText)).toEqual({ start: "a", work: "ab" });
});

test.each([
  [null, "a", null],
  [{ start: "a", text: "ab" }, "a", "mine"],
  [{ start: "a", text: "ab" }, "ab", null],
  [{ start: "a", text: "ab" }, "c", "both"],
] as const)("%j on a page that shows %s is %s", (kept, start, standing) => {
  expect(standingOfWork(kept, start)).toBe(standing);
});
