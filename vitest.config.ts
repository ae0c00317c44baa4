import { defineConfig } from "vitest/config";

// A test at its full size lasts minutes, and longer where others use the machine too.
const fullSize = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0) >= 1;
const outside = ["**/node_modules/**", ".next*/**", ".touchline/**", "e2e/**"];

// Groups run one after the other: the life-cycle tests measure seconds and want the machine to themselves.
export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    passWithNoTests: false,
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
          testTimeout: fullSize ? 3_600_000 : 30_000,
          hookTimeout: fullSize ? 600_000 : 60_000,
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
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
