import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChainText, canonicalText, genesis, linkHash, nameDamage, sealInOrder } from "@/lib/events/chain-rules";
import { sha256 } from "@/lib/events/digest";

const event = (change: Partial<ChainText> = {}): ChainText => ({
  org_id: "0190a000-0000-7000-8000-000000000001",
  id: "0190a000-0000-7000-8000-00000000000a",
  kind: "lead.contacted",
  at: "2026-11-20T14:11:00.123456Z",
  lead_id: null,
  subjects: "{}",
  actor_id: null,
  actor_name: "Alice",
  via: "web",
  ip: null,
  user_agent: null,
  request_id: "r1",
  payload_hash: "ab",
  created_at: "2026-11-20T14:11:00.123456Z",
  updated_at: "2026-11-20T14:11:00.123456Z",
  xid: "700",
  ...change,
});

test("positions grow by one per organization and each hash stands on the one before", () => {
  const other = "0190a000-0000-7000-8000-000000000002";
  const heads = new Map([[other, { position: 41, hash: "cd".repeat(32) }]]);
  const { sealed, heads: ends } = sealInOrder([event(), event({ org_id: other }), event({ id: "b" })], heads, sha256);

  expect(sealed.map((one) => one.position)).toEqual([1, 42, 2]);
  expect(sealed[0]?.prev_hash).toBe(genesis.hash);
  expect(sealed[1]?.prev_hash).toBe("cd".repeat(32));
  expect(sealed[2]?.prev_hash).toBe(sealed[0]?.hash);
  expect(ends.get(event().org_id)).toEqual({ position: 2, hash: sealed[2]?.hash });
  expect(sealed[2]?.hash).toBe(linkHash(sealed[0]?.hash ?? "", event({ id: "b" }), 2, sha256));
});

test("every field, the position and the previous hash change the hash", () => {
  const keys = Object.keys(event()) as (keyof ChainText)[];
  const original = linkHash(genesis.hash, event(), 1, sha256);
  for (const key of keys) expect(linkHash(genesis.hash, event({ [key]: "other" }), 1, sha256), key).not.toBe(original);
  expect(linkHash(genesis.hash, event(), 2, sha256)).not.toBe(original);
  expect(linkHash("11".repeat(32), event(), 1, sha256)).not.toBe(original);
});

test("two different events never read the same, whatever their texts hold", () => {
  const texts = fc.record({ actor_name: fc.option(fc.string()), via: fc.string(), ip: fc.option(fc.string()) });
  fc.assert(
    fc.property(texts, texts, (one, two) => {
      const same = JSON.stringify(Object.values(one)) === JSON.stringify(Object.values(two));
      const pick = ({ actor_name, via, ip }: typeof one) => event({ actor_name, via, ip });
      expect(canonicalText(pick(one), 1) === canonicalText(pick(two), 1)).toBe(same);
    }),
  );
});

describe("a break is named", () => {
  const before = { position: 4, hash: "aa" };
  const head = { position: 9, hash: "ff" };
  const fits = {
    position: 5,
    prevHash: "aa",
    holdsAlone: false,
    holdsHere: false,
    isFollowed: true,
    rivalExists: false,
  };
  test.each([
    ["a gap", { position: 7 }, { position: 5, kind: "deletion" }],
    ["changed text", {}, { position: 5, kind: "edit" }],
    ["a changed previous hash", { prevHash: "bb", holdsHere: true }, { position: 5, kind: "edit" }],
    ["a link over another hash", { prevHash: "bb", holdsAlone: true }, { position: 4, kind: "edit" }],
    ["the rightful one elsewhere", { prevHash: "bb", rivalExists: true }, { position: 5, kind: "reordering" }],
    ["one that nothing follows", { isFollowed: false, rivalExists: true }, { position: 5, kind: "insertion" }],
    ["moved up after a deletion", { prevHash: "bb" }, { position: 5, kind: "deletion" }],
  ] as const)("%s", (_, change, named) => {
    expect(nameDamage(before, head, { ...fits, ...change })).toEqual(named);
  });
  test("behind the head", () => {
    expect(nameDamage(head, head, { ...fits, position: 10 })).toEqual({ position: 10, kind: "insertion" });
  });
});
