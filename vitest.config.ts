import { defineConfig } from "vitest/config";

// What hangs ends here; no test fails for the pace of a machine that others use too. At full size one test lasts minutes.
const fullSize = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0) >= 1;
const patience = fullSize ? 3_600_000 : 300_000;
const outside = ["**/node_modules/**", ".next*/**", ".touchline/**", "e2e/**"];

// Groups run one after the other: the life-cycle tests measure seconds and want the machine to themselves.
export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    passWithNoTests: false,
    testTimeout: patience,
    hookTimeout: patience,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // Pure code leaves nothing behind; reading it anew for each file took more than the tests.
          isolate: false,
          sequence: { groupOrder: 0 },
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...outside, "**/*.db.test.ts", "**/*.lifecycle.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          sequence: { groupOrder: 1 },
          include: ["**/*.db.test.ts"],
          exclude: outside,
          globalSetup: ["db/testing/global-setup.ts"],
          pool: "forks",
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "process",
          sequence: { groupOrder: 2 },
          include: ["scripts/**/*.lifecycle.test.ts"],
          exclude: outside,
          globalSetup: ["scripts/testing/build-once.ts"],
          pool: "forks",
          maxWorkers: 1,
        },
      },
    ],
  },
});
