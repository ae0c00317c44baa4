/** What a run came to: what failed and what was left out are named, with the beginning of what went wrong. */
export type Counts = { passed: number; failed: string[]; skipped: string[] };

export function total(all: Counts[]): Counts {
  return {
    passed: all.reduce((sum, one) => sum + one.passed, 0),
    failed: all.flatMap((one) => one.failed),
    skipped: all.flatMap((one) => one.skipped),
  };
}

/** The end of `npm test`: what was skipped and what failed, one per line, and the sum as the very last line. */
export function report({ passed, failed, skipped }: Counts): string {
  return [
    ...skipped.map((name) => `skipped: ${name}`),
    ...failed.map((name) => `failed: ${name}`),
    `${passed} passed, ${failed.length} failed`,
  ].join("\n");
}

/** A run that ended badly although no test of it failed (a file that does not load, an error after the tests) is a failure. */
export function withEnding(counts: Counts, exitCode: number): Counts {
  const unnamed = exitCode !== 0 && counts.failed.length === 0;
  return unnamed ? { ...counts, failed: [`the run ended with ${exitCode} although no test failed`] } : counts;
}

type VitestReport = {
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
};

export function countVitest(json: VitestReport): Counts {
  const counts: Counts = { passed: 0, failed: [], skipped: [] };
  for (const file of json.testResults) {
    const failed = file.assertionResults.filter((test) => test.status === "failed");
    counts.failed.push(...failed.map((test) => named(test.fullName, test.failureMessages?.[0])));
    if (failed.length === 0 && file.status === "failed") counts.failed.push(named(file.name, file.message));
    counts.passed += file.assertionResults.filter((test) => test.status === "passed").length;
    const others = file.assertionResults.filter((test) => !["passed", "failed"].includes(test.status));
    counts.skipped.push(...others.map((test) => test.fullName));
  }
  return counts;
}

/** With as much of what went wrong as holds the seed of a random test. */
const named = (name: string, message?: string): string =>
  message ? `${name}: ${message.replace(/\s+/g, " ").slice(0, 300)}` : name;

type PlaywrightSuite = {
  title: string;
  specs: { title: string; tests: { status: string }[] }[];
  suites?: PlaywrightSuite[];
};
type PlaywrightReport = { suites: PlaywrightSuite[]; errors: { message?: string }[] };

export function countPlaywright(json: PlaywrightReport): Counts {
  const counts: Counts = {
    passed: 0,
    failed: json.errors.map(({ message }) => named("outside any journey", message)),
    skipped: [],
  };
  const visit = (suite: PlaywrightSuite, path: string): void => {
    for (const spec of suite.specs) {
      for (const { status } of spec.tests) {
        if (status === "expected") counts.passed++;
        else if (status === "skipped") counts.skipped.push(`${path} ${spec.title}`);
        else counts.failed.push(`${path} ${spec.title}`); // unexpected, and flaky: a test that fails sometimes fails
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, `${path} ${inner.title}`);
  };
  for (const suite of json.suites) visit(suite, suite.title);
  return counts;
}
