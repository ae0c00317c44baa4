import { expect, test } from "vitest";
import { wordsOfFailure } from "./rules";

test.each([
  [{ message: "Invalid login", responseCode: 535, response: "535 5.7.8 no" }, /app password/],
  [{ message: "connect ECONNREFUSED", code: "ECONNREFUSED" }, /Nobody listens/],
  [{ message: "The server does not answer", code: "ETIMEDOUT" }, /does not answer/],
  [{ message: "Hostname/IP does not match certificate's altnames" }, /certificate/],
  [{ message: "x", responseCode: 421, response: "421 busy" }, /busy/],
])("%o is explained", (failure, words) => {
  expect(wordsOfFailure(failure)).toMatch(words);
});
