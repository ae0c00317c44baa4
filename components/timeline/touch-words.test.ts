import { expect, it } from "vitest";
import { heldTouches } from "./touch-words";

it("tells no message as a touch that was withdrawn before it left", () => {
  const [left, withdrawn] = [
    { id: "a", ended_at: null },
    { id: "b", ended_at: "2026-11-27T10:00:00Z" },
  ];
  expect(heldTouches<{ id: string; ended_at?: string | null }>([withdrawn, left, { id: "c" }])).toEqual([
    left,
    { id: "c" },
  ]);
});
