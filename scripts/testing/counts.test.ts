import { describe, expect, test } from "vitest";
import { countPlaywright, countVitest, report, total, withEnding } from "@/scripts/testing/counts";

describe("the sum of all tests", () => {
  test("ends with the one line that others read, after the skipped and the failed ones by name", () => {
    const sum = total([
      { passed: 3, failed: [], skipped: ["a lead is saved"] },
      { passed: 1, failed: ["a", "b: expected 1"], skipped: [] },
    ]);
    expect(report(sum)).toBe("skipped: a lead is saved\nfailed: a\nfailed: b: expected 1\n4 passed, 2 failed");
  });

  test("counts a file that does not load as one failure", () => {
    const broken = { name: "x.test.ts", status: "failed", message: "no such module\nat x", assertionResults: [] };
    expect(countVitest({ testResults: [broken] })).toEqual({
      passed: 0,
      failed: ["x.test.ts: no such module at x"],
      skipped: [],
    });
  });

  test("counts what vitest passed, failed and left out", () => {
    const assertionResults = ["passed", "failed", "skipped", "todo"].map((status) => ({ status, fullName: status }));
    const counts = countVitest({ testResults: [{ name: "x", status: "failed", assertionResults }] });
    expect(counts).toEqual({ passed: 1, failed: ["failed"], skipped: ["skipped", "todo"] });
  });

  test("counts a flaky journey as failed and finds nested ones", () => {
    const spec = (status: string) => ({ title: status, tests: [{ status }] });
    const inner = { title: "inner", specs: [spec("flaky"), spec("skipped")] };
    const suites = [{ title: "x.spec.ts", specs: [spec("expected")], suites: [inner] }];
    expect(countPlaywright({ suites, errors: [] })).toEqual({
      passed: 1,
      failed: ["x.spec.ts inner flaky"],
      skipped: ["x.spec.ts inner skipped"],
    });
  });

  test("makes a bad ending without a failed test a failure", () => {
    const good = { passed: 5, failed: [], skipped: [] };
    expect(withEnding(good, 1).failed).toEqual(["the run ended with 1 although no test failed"]);
    expect(withEnding(good, 0).failed).toEqual([]);
    expect(withEnding({ ...good, failed: ["a"] }, 1).failed).toEqual(["a"]);
  });
});
