import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { addImport } from "@/lib/lead-imports/add-import";
import { assessFile } from "@/lib/lead-imports/assess-file";
import { startImport } from "./start-import";

const { admin } = await testDatabase();
const size = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0.1);
const [rows, kills] = [Math.round(50_000 * size), Math.max(5, Math.round(20 * size))];

const folder = mkdtempSync(join(tmpdir(), "killed-import-"));
afterAll(() => rmSync(folder, { recursive: true }));

it(`a worker killed ${kills} times during an import of ${rows.toLocaleString("en")} rows leaves each row stored once`, {
  timeout: 600_000,
}, async () => {
  const org = await mintOrganization();
  const path = join(folder, "many.csv");
  const lines = Array.from(
    { length: rows },
    (_, nth) => `p${nth}@d${nth % 997}.example,P${nth},${nth % 50 === 0 ? "yes" : ""}`,
  );
  writeFileSync(path, `Email,First Name,Do Not Email\n${lines.join("\n")}\n`);
  const { id } = await addImport(org.manager, {
    id: newId(),
    name: "many.csv",
    stored_name: path,
    file: await assessFile(path, "US"),
  });
  await startImport(org.manager, { import_id: id, by_caller: true });
  const reached = async () =>
    (await admin`select rows, state from imports where id = ${id}`)[0] ?? { rows: 0, state: "" };

  for (let kill = 1; kill <= kills; kill++) {
    const worker = start(id, path, org.manager);
    const goal = Math.min(rows - 1, Math.max((await reached()).rows + 1, Math.round((rows * kill) / (kills + 1))));
    await expect
      .poll(async () => (await reached()).rows, { timeout: 60_000, interval: 5 })
      .toBeGreaterThanOrEqual(goal);
    worker.kill("SIGKILL");
    await once(worker, "exit");
  }
  await once(start(id, path, org.manager), "exit");

  expect(await reached()).toEqual({ rows, state: "done" });
  const [sum] = await admin`select
    (select count(*)::int from leads where org_id = ${org.orgId}) as leads,
    (select count(distinct norm)::int from contact_points where org_id = ${org.orgId}) as addresses,
    (select count(*)::int from import_rows where import_id = ${id} and outcome = 'created') as rows,
    (select count(distinct number)::int from import_rows where import_id = ${id}) as numbers,
    (select count(*)::int from dnc_entries where org_id = ${org.orgId}) as entries,
    (select dnc_added from imports where id = ${id}) as dnc_added`;
  const flagged = Math.ceil(rows / 50);
  expect(sum).toEqual({ leads: rows, addresses: rows, rows, numbers: rows, entries: flagged, dnc_added: flagged });
});

function start(id: string, path: string, ctx: object): ChildProcess {
  const code = `
    import { runImport } from "@/lib/import-work/run-import";
    import { closePools } from "@/db/client";
    await runImport({ ...${JSON.stringify(ctx)}, now: new Date() }, ${JSON.stringify(id)}, ${JSON.stringify(path)});
    await closePools();`;
  const script = join(folder, `${newId()}.mts`);
  writeFileSync(script, code);
  return spawn(process.execPath, ["--import", "tsx", script], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, TSX_TSCONFIG_PATH: join(process.cwd(), "tsconfig.json") },
  });
}
