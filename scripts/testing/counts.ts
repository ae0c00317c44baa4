export type Counts = { passed: number; failed: number; skipped: string[] };

export function total(all: Counts[]): Counts {
  return {
    passed: all.reduce((sum, one) => sum + one.passed, 0),
    failed: all.reduce((sum, one) => sum + one.failed, 0),
    skipped: all.flatMap((one) => one.skipped),
  };
}

/** The end of `npm test`: what was skipped, one per line, and the sum as the very last line. */
export function report({ passed, failed, skipped }: Counts): string {
  return [...skipped.map((name) => `skipped: ${name}`), `${passed} passed, ${failed} failed`].join("\n");
}

/** A run that ended badly although no test of it failed (a file that does not load, an error after the tests) is a failure. */
export function withEnding(counts: Counts, exitCode: number): Counts {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

type VitestReport = {
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[];
};

export function countVitest(json: VitestReport): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: [] };
  for (const file of json.testResults) {
    const failed = file.assertionResults.filter((test) => test.status === "failed").length;
    counts.failed += failed === 0 && file.status === "failed" ? 1 : failed;
    counts.passed += file.assertionResults.filter((test) => test.status === "passed").length;
    const others = file.assertionResults.filter((test) => !["passed", "failed"].includes(test.status));
    counts.skipped.push(...others.map((test) => test.fullName));
  }
  return counts;
}

type PlaywrightSuite = {
  title: string;
  specs: { title: string; tests: { status: string }[] }[];
  suites?: PlaywrightSuite[];
};
type PlaywrightReport = { suites: PlaywrightSuite[]; errors: unknown[] };

export function countPlaywright(json: PlaywrightReport): Counts {
  const counts: Counts = { passed: 0, failed: json.errors.length, skipped: [] };
  const visit = (suite: PlaywrightSuite, path: string): void => {
    for (const spec of suite.specs) {
      for (const { status } of spec.tests) {
        if (status === "expected") counts.passed++;
        else if (status === "skipped") counts.skipped.push(`${path} ${spec.title}`);
        else counts.failed++; // unexpected, and flaky: a test that fails sometimes fails
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, `${path} ${inner.title}`);
  };
  for (const suite of json.suites) visit(suite, suite.title);
  return counts;
}
