import { describe, expect, test } from "vitest";
import { countPlaywright, countVitest, report, total, withEnding } from "@/scripts/testing/counts";

describe("the sum of all tests", () => {
  test("ends with the one line that others read, after the skipped ones by name", () => {
    const sum = total([
      { passed: 3, failed: 0, skipped: ["a lead is saved"] },
      { passed: 1, failed: 2, skipped: [] },
    ]);
    expect(report(sum)).toBe("skipped: a lead is saved\n4 passed, 2 failed");
  });

  test("counts a file that does not load as one failure", () => {
    const broken = { name: "x.test.ts", status: "failed", assertionResults: [] };
    expect(countVitest({ testResults: [broken] })).toEqual({ passed: 0, failed: 1, skipped: [] });
  });

  test("counts what vitest passed, failed and left out", () => {
    const assertionResults = ["passed", "failed", "skipped", "todo"].map((status) => ({ status, fullName: status }));
    const counts = countVitest({ testResults: [{ name: "x", status: "failed", assertionResults }] });
    expect(counts).toEqual({ passed: 1, failed: 1, skipped: ["skipped", "todo"] });
  });

  test("counts a flaky journey as failed and finds nested ones", () => {
    const spec = (status: string) => ({ title: status, tests: [{ status }] });
    const inner = { title: "inner", specs: [spec("flaky"), spec("skipped")] };
    const suites = [{ title: "x.spec.ts", specs: [spec("expected")], suites: [inner] }];
    expect(countPlaywright({ suites, errors: [] })).toEqual({
      passed: 1,
      failed: 1,
      skipped: ["x.spec.ts inner skipped"],
    });
  });

  test("makes a bad ending without a failed test a failure", () => {
    expect(withEnding({ passed: 5, failed: 0, skipped: [] }, 1).failed).toBe(1);
    expect(withEnding({ passed: 5, failed: 0, skipped: [] }, 0).failed).toBe(0);
    expect(withEnding({ passed: 5, failed: 2, skipped: [] }, 1).failed).toBe(2);
  });
});
