import { expect, test } from "vitest";
import { readDkim, readDmarc, readSpf, wordsOfFailure } from "./rules";

test.each([
  [[], false, /No SPF/],
  [["v=spf1 include:_spf.x.example ~all", "google-site-verification=1"], true, /is set/],
  [["v=spf1 -all", "v=spf1 ~all"], false, /Several/],
  [["v=spf1 +all"], false, /everybody/],
  [["v=spf10 -all"], false, /No SPF/],
])("SPF %j: %s", (records, ok, words) => {
  expect(readSpf(records)).toMatchObject({ ok, words: expect.stringMatching(words) });
});

test.each([
  [[], false],
  [["v=DMARC1; p=none; rua=mailto:a@b.example"], true],
  [["v=DMARC1; rua=mailto:a@b.example"], false],
  [["v=DMARC1; p=none", "v=DMARC1; p=reject"], false],
  [["v=dmarc1; P=Reject"], true],
])("DMARC %j: %s", (records, ok) => {
  expect(readDmarc(records).ok).toBe(ok);
});

test("DKIM is a key that is there and not withdrawn", () => {
  expect(
    readDkim([
      ["google", []],
      ["s1", ["v=DKIM1; k=rsa; p=MIGfMA0"]],
    ]),
  ).toMatchObject({ ok: true, words: "DKIM is set (s1)." });
  expect(readDkim([["s1", ["v=DKIM1; p="]]]).ok).toBe(false);
});

test.each([
  [{ message: "Invalid login", responseCode: 535, response: "535 5.7.8 no" }, /app password/],
  [{ message: "connect ECONNREFUSED", code: "ECONNREFUSED" }, /Nobody listens/],
  [{ message: "The server does not answer", code: "ETIMEDOUT" }, /does not answer/],
  [{ message: "Hostname/IP does not match certificate's altnames" }, /certificate/],
  [{ message: "x", responseCode: 421, response: "421 busy" }, /busy/],
])("%o is explained", (failure, words) => {
  expect(wordsOfFailure(failure)).toMatch(words);
});
