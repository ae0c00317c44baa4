import { readdirSync, readFileSync, statSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  clear,
  environmentOf,
  isHealthy,
  kill,
  leftRunning,
  newPlace,
  type PartName,
  pidOf,
  type Started,
  start,
  until,
  untilReady,
} from "@/scripts/testing/started";

const place = await newPlace();
const { home, port } = place;
/** How long anything may take on a machine that has other work, in milliseconds. */
const patience = 60_000;

let touchline: Started;

beforeAll(async () => {
  touchline = start(place);
  await untilReady(touchline);
});
afterAll(() => clear(place));

describe("a running Touchline", () => {
  test.each<PartName>(["web", "worker", "postgres"])("has its %s back after its death", async (part) => {
    const before = pidOf(home, part);
    kill(before);
    await until(() => ![undefined, before].includes(pidOf(home, part)), patience);
    await until(() => isHealthy(port), patience);
  });

  test("has them back every time, not only the first", async () => {
    for (let round = 0; round < 3; round++) {
      await until(() => isHealthy(port), patience);
      const before = pidOf(home, "worker");
      kill(before);
      await until(() => ![undefined, before].includes(pidOf(home, "worker")), patience);
    }
    await until(() => isHealthy(port), patience);
  });

  test("tells a second start that it runs, and stays up", async () => {
    const second = start(place);
    expect(await second.exit).toBe(1);
    expect(second.output()).toContain(`already runs from ${home} (pid ${pidOf(home, "supervisor")})`);
    expect(await isHealthy(port)).toBe(true);
  });

  test("gives web and worker only the lesser roles' addresses", () => {
    const { postgresPassword, ownerPassword } = JSON.parse(readFileSync(join(home, "secrets.json"), "utf8"));
    for (const part of ["web", "worker"] as const) {
      const environment = environmentOf(pidOf(home, part) ?? 0);
      expect(environment).toContain("DATABASE_APP_URL=postgres://touchline_app:");
      for (const secret of [postgresPassword, ownerPassword]) expect(environment).not.toContain(secret);
    }
  });

  test("keeps its secrets to itself and writes its files as promised", () => {
    expect(statSync(join(home, "secrets.json")).mode & 0o777).toBe(0o600);
    for (const part of ["supervisor", "web", "worker", "postgres"]) {
      expect(readFileSync(join(home, "run", `${part}.pid`), "utf8")).toMatch(/^\d+\n$/);
    }
    const record = JSON.parse(readFileSync(join(home, "run", "postgres.json"), "utf8"));
    expect(record).toEqual({ pid: pidOf(home, "postgres"), port: expect.any(Number), data_dir: expect.any(String) });
    for (const log of ["web", "worker", "postgres"]) {
      const lines = readFileSync(join(home, "logs", `${log}.log`), "utf8")
        .trim()
        .split("\n");
      for (const line of lines) expect(JSON.parse(line)).toBeTypeOf("object");
    }
  });

  test("ends on SIGTERM within 5 s with exit 0, an open connection notwithstanding, and leaves nothing running", async () => {
    const idle = connect(port, "127.0.0.1");
    idle.on("error", () => {});
    const began = performance.now();
    touchline.child.kill("SIGTERM");
    expect(await touchline.exit).toBe(0);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(leftRunning(home)).toEqual([]);
    expect(readdirSync(join(home, "run")).filter((name) => name.endsWith(".pid"))).toEqual([]);
    idle.destroy();
  });

  test("comes back after SIGKILL of everything, with the tables it had", async () => {
    touchline = start(place);
    await untilReady(touchline);
    const port1 = JSON.parse(readFileSync(join(home, "run", "postgres.json"), "utf8")).port;
    for (const part of ["supervisor", "web", "worker", "postgres"] as const) kill(pidOf(home, part));
    await touchline.exit;
    touchline = start(place);
    await untilReady(touchline);
    expect(touchline.output()).not.toContain("migrated");
    expect(JSON.parse(readFileSync(join(home, "run", "postgres.json"), "utf8")).port).toBe(port1);
  });

  test("ends what a killed supervisor left behind and uses its database on", async () => {
    const postgres = pidOf(home, "postgres");
    kill(pidOf(home, "supervisor"));
    await touchline.exit;
    touchline = start(place);
    await untilReady(touchline);
    // A worker that has something to say ends by itself: whom it tells has gone.
    expect(touchline.output()).toMatch(/ended what an earlier run left behind: web(, worker)?\n/);
    expect(pidOf(home, "postgres")).toBe(postgres);
  });

  test("ends within 5 s even when none of its parts listens any more", async () => {
    for (const part of ["web", "worker", "postgres"] as const) process.kill(pidOf(home, part) ?? 0, "SIGSTOP");
    const began = performance.now();
    touchline.child.kill("SIGINT");
    expect(await touchline.exit).toBe(0);
    expect(performance.now() - began).toBeLessThan(5000);
    await until(() => leftRunning(home).length === 0, patience);
    touchline = start(place);
    await untilReady(touchline);
  });
});
