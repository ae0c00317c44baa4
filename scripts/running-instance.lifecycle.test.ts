import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { clear, leftRunning, newPlace, pidOf, start, untilReady } from "@/scripts/testing/started";

describe("a command", () => {
  test("starts the database when none runs and leaves nothing behind, even when three run at once", async () => {
    const place = await newPlace();
    const answers = await Promise.all([1, 2, 3].map(() => runMigrate(place.home)));
    expect(answers.map((one) => one.code)).toEqual([0, 0, 0]);
    const applied = answers.flatMap((one) => JSON.parse(one.output).applied);
    expect(applied.length).toBeGreaterThan(0);
    expect(new Set(applied).size).toBe(applied.length);
    expect(leftRunning(place.home)).toEqual([]);
    await clear(place);
  });

  test("uses the database of a running instance and leaves it up", async () => {
    const place = await newPlace();
    await untilReady(start(place));
    const postgres = pidOf(place.home, "postgres");
    expect(await runMigrate(place.home)).toMatchObject({ code: 0 });
    expect(pidOf(place.home, "postgres")).toBe(postgres);
    expect(leftRunning(place.home).length).toBeGreaterThan(0);
    await clear(place);
  });
});

async function runMigrate(home: string): Promise<{ code: number; output: string }> {
  const env = { PATH: "/usr/bin:/bin", NODE_ENV: "production" as const, TOUCHLINE_HOME: home };
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/migrate.ts"], { env });
  let output = "";
  child.stdout.on("data", (words) => (output += words));
  const [code] = await once(child, "exit");
  return { code, output };
}
