import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { describe, expect, test } from "vitest";
import { clear, leftRunning, newPlace, pidOf, start, until, untilReady } from "@/scripts/testing/started";

const root = process.getuid?.() === 0;
const nobody = 65534;

describe("a first start", () => {
  test("twice at once brings up one Touchline and refuses the other", async () => {
    const place = await newPlace();
    const both = [start(place), start(place)];
    const [firstExit] = await Promise.all([
      Promise.race(both.map((one) => one.exit)),
      Promise.any(both.map((one) => untilReady(one))),
    ]);
    expect(firstExit).toBe(1);
    const refused = both.find((one) => one.child.exitCode === 1);
    expect(refused?.output()).toContain("already runs");
    await clear(place);
  });

  test("stopped in the middle ends with exit 0 and leaves nothing, and the next one succeeds", async () => {
    const place = await newPlace();
    const first = start(place);
    await until(() => pidOf(place.home, "supervisor") !== undefined, 60_000);
    await sleep(300);
    first.child.kill("SIGTERM");
    expect(await first.exit).toBe(0);
    expect(leftRunning(place.home)).toEqual([]);
    await untilReady(start(place));
    await clear(place);
  });

  test("uses the packaged PostgreSQL 18 in UTF-8, whatever PATH and locale say", async () => {
    const place = await newPlace();
    await untilReady(start(place));
    const { port } = JSON.parse(readFileSync(join(place.home, "run", "postgres.json"), "utf8"));
    const { postgresPassword } = JSON.parse(readFileSync(join(place.home, "secrets.json"), "utf8"));
    const sql = postgres(`postgres://postgres:${postgresPassword}@127.0.0.1:${port}/touchline`, { max: 1 });
    const [row] =
      await sql`select current_setting('server_version') as version, current_setting('server_encoding') as encoding`;
    await sql.end();
    expect(row).toEqual({ version: expect.stringMatching(/^18\./), encoding: "UTF8" });
    await clear(place);
  });

  test.runIf(root)("works as a normal user", async () => {
    const place = await newPlace();
    chownSync(place.home, nobody, nobody);
    chmodSync(place.home, 0o700);
    await untilReady(start(place, { uid: nobody, gid: nobody }));
    await clear(place);
  });

  test.runIf(root)("works as root below a folder that nobody else can enter, with the tables elsewhere", async () => {
    const closed = mkdtempSync(join(tmpdir(), "touchline-closed-"));
    chmodSync(closed, 0o700);
    const place = await newPlace(closed);
    await untilReady(start(place));
    const { data_dir: tables } = JSON.parse(readFileSync(join(place.home, "run", "postgres.json"), "utf8"));
    expect(tables).toMatch(/^\/var\/lib\/touchline\//);
    await clear(place);
    rmSync(closed, { recursive: true });
  });

  test("without the owner's address names what is missing", async () => {
    const place = await newPlace();
    const refused = start(place, {}, { DATABASE_APP_URL: "postgres://touchline_app@127.0.0.1:1/x" });
    expect(await refused.exit).toBe(1);
    expect(refused.output()).toContain("missing: DATABASE_OWNER_URL, DATABASE_SYSTEM_URL, DATABASE_JOBS_URL");
    await clear(place);
  });
});
