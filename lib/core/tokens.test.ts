import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openIds, sealIds } from "./tokens";

beforeAll(() => vi.stubEnv("TOUCHLINE_HASH_KEY", "a key of the tests alone"));
afterAll(() => vi.unstubAllEnvs());

describe("ids in a link", () => {
  const ids = [randomUUID(), randomUUID()];

  it("come back out of it, and it is the same word and as long every time", () => {
    const word = sealIds("a link", ids);
    expect(openIds("a link", word, 2)).toEqual(ids);
    expect(sealIds("a link", ids)).toBe(word);
    expect([word, sealIds("a link", [randomUUID(), randomUUID()])].map((one) => one.length)).toEqual([64, 64]);
  });

  it("cannot be read in it: two links of one organization have no part in common", () => {
    const [one, other] = [ids, [ids[0] ?? "", randomUUID()]].map((pair) => sealIds("a link", pair));
    expect(one?.slice(0, 8)).not.toBe(other?.slice(0, 8));
    const bytes = Buffer.from(one ?? "", "base64url").toString("hex");
    for (const id of ids) expect(bytes).not.toContain(id.replaceAll("-", "").slice(0, 12));
  });

  it("are refused when a single character is another, for another purpose, another length, and under another key", () => {
    const word = sealIds("a link", ids);
    for (let place = 0; place < word.length; place++) {
      const changed = `${word.slice(0, place)}${word[place] === "A" ? "B" : "A"}${word.slice(place + 1)}`;
      expect(openIds("a link", changed, 2)).toBeNull();
    }
    expect(openIds("another", word, 2)).toBeNull();
    for (const given of ["", "x", word.slice(1), `${word}A`, `${word}=`, "../../etc/passwd"])
      expect(openIds("a link", given, 2)).toBeNull();
    vi.stubEnv("TOUCHLINE_HASH_KEY", "another key");
    expect(openIds("a link", word, 2)).toBeNull();
  });
});
