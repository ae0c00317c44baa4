import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { startEmbedded } from "@/db/embedded";
import { openHome } from "@/db/home";
import { type BenchDatabase, openBenchDatabase } from "@/scripts/bench/bench-database";
import { mintKey } from "@/scripts/bench/bench-key";
import { dashboardsTable, measureDashboards } from "@/scripts/bench/dashboards";
import { decideTable, measureDeciding } from "@/scripts/bench/deciding";
import { dueTable, measureDue } from "@/scripts/bench/due-steps";
import { measureFirstRow } from "@/scripts/bench/first-row";
import { foldTable, measureFolding } from "@/scripts/bench/folding";
import { goalsTable, judged, type Run } from "@/scripts/bench/goals";
import { measureImport } from "@/scripts/bench/import-speed";
import { measureLongList } from "@/scripts/bench/long-list";
import { type Measured, measureOperation, type Stage } from "@/scripts/bench/measure";
import { measureNeighbours } from "@/scripts/bench/neighbours";
import { operations } from "@/scripts/bench/operations";
import { processorMs, residentMb, serverMs } from "@/scripts/bench/processor-time";
import { measureReceive, type ReceiveRun, receiveTable } from "@/scripts/bench/receive";
import { figuresTable, ratiosTable } from "@/scripts/bench/report";
import { restoreDatabase } from "@/scripts/bench/restore-database";
import { measureSending, sendingTable } from "@/scripts/bench/sending";
import { startFloor, startWeb, startWorker } from "@/scripts/bench/servers";
import { settled } from "@/scripts/bench/settled";
import { buildIfStale } from "@/scripts/supervisor/build";

const usage =
  "npm run bench -- [--leads N --communications N --seconds S --rounds N --messages N --due N --rows N --only get,send --profile DIR --shots DIR]";
if (process.argv.includes("--help")) {
  console.log(usage);
  process.exit(0);
}

/**
 * `npm run bench`: ours, a bare Next.js handler and bare SQL in one run. It has a home of its own (TOUCHLINE_BENCH_HOME, default bench/.cache/home) and touches no running instance.
 */
const { values } = parseArgs({
  options: {
    leads: { type: "string", default: "50000" },
    communications: { type: "string", default: "200000" },
    seconds: { type: "string", default: "3" },
    rounds: { type: "string", default: "3" },
    messages: { type: "string", default: "3000" },
    due: { type: "string", default: "20000" },
    rows: { type: "string" },
    only: { type: "string" },
    profile: { type: "string" },
    shots: { type: "string" },
  },
});
const say = (line: string) => console.error(line);
const size = { leads: Number(values.leads), communications: Number(values.communications) };
const wanted = values.only?.split(",");
const serverless = ["receive", "send", "fold", "due", "decide"];
const chosen = operations.filter((one) => !wanted || wanted.includes(one.name));

const home = openHome(process.env.TOUCHLINE_BENCH_HOME ?? "bench/.cache/home");
const embedded = await startEmbedded({ home });
const stops: (() => Promise<unknown>)[] = [async () => embedded.reused || embedded.stop()];
try {
  await run();
} finally {
  for (const stop of stops.toReversed()) await stop();
}

async function run(): Promise<void> {
  const database = await openBenchDatabase(home, embedded, size, say);
  const admin = postgres(database.adminUrl, { max: 2, onnotice: () => {} });
  stops.push(() => admin.end());
  await restoreDatabase(admin, database.built);
  stops.push(() => restoreDatabase(admin, database.built));
  const received = await measureServerless(admin, database);
  if (wanted?.every((name) => serverless.includes(name))) return;
  await buildIfStale(home, say, new AbortController().signal);
  const key = await mintKey(database);
  const floor = await startFloor(home, database);
  stops.push(floor.stop);
  const web = await startWeb(home, database, values.profile);
  stops.push(web.stop);
  const worker = startWorker(home, database);
  stops.push(worker.stop);
  say(`the worker's night took ${await settled(() => processorMs(worker.pid) + serverMs(embedded.pid))} s`);
  const idle = { web: residentMb(web.pid), floor: residentMb(floor.pid) };
  const stage = {
    database,
    admin,
    postmaster: embedded.pid,
    web,
    worker,
    floor,
    key,
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
  };
  const measured: Measured[] = [];
  for (const operation of chosen) {
    say(operation.title);
    measured.push(...(await measureOperation(stage, operation)));
  }
  const loaded = { web: residentMb(web.pid), floor: residentMb(floor.pid) };
  const first = !wanted || wanted.includes("first-row");
  if (first) say("first row in the browser");
  const ports = { web: web.port, floor: floor.port };
  // The figures of the last half hour must not be lost because a browser did not start.
  const lost = (error: Error) => {
    say(`no first row: ${error.message}`);
    return null;
  };
  const firstRow = first ? await measureFirstRow(admin, ports).catch(lost) : null;
  const desk = await measureDesk(stage, Number(values.rows ?? (size.leads >= 500_000 ? 1_000_000 : 20_000)), wanted);
  const machine = { cpu: cpus()[0]?.model ?? "", cores: cpus().length, node: process.version };
  const started = { web: web.startMs, floor: floor.startMs };
  const result = {
    at: new Date().toISOString(),
    machine,
    size,
    databaseBytes: database.bytes,
    rounds: stage.rounds,
    seconds: stage.seconds,
    started,
    idle,
    loaded,
    firstRow,
    desk,
    received,
    measured,
  };
  print(result);
}

/** What takes longer than a request: files, neighbours, ten thousand rows in a browser. One that fails is left out. */
async function measureDesk(stage: Stage, rows: number, wanted: string[] | undefined) {
  const attempt = async <T>(name: string, work: () => Promise<T>): Promise<T | null> => {
    if (wanted && !wanted.includes(name)) return null;
    say(name);
    try {
      const found = await work();
      // Told at once: what comes behind may take an hour, and fail.
      say(JSON.stringify(found));
      return found;
    } catch (error) {
      say(`no ${name}: ${error instanceof Error ? error.message : error}`);
      return null;
    }
  };
  return {
    thousand: await attempt("import", () => measureImport(stage, { rows: 1000, rounds: 5, beside: false })),
    file: await attempt("large-import", () => measureImport(stage, { rows, rounds: 1, beside: true })),
    neighbours: await attempt("neighbours", () => measureNeighbours(stage)),
    longList: await attempt("long-list", () => measureLongList(stage.admin, stage.web.port)),
    dashboards: await attempt("dashboards", () =>
      measureDashboards(stage.admin, stage.web.port, stage.database.built, values.shots),
    ),
  };
}

/** What asks no server. */
async function measureServerless(admin: postgres.Sql, database: BenchDatabase): Promise<ReceiveRun | null> {
  const received = await receiveWhenWanted(admin, database);
  if (!wanted || wanted.includes("send")) await sendAll(database, admin);
  if (!wanted || wanted.includes("fold")) await foldMany(database, admin);
  if (!wanted || wanted.includes("due")) await decideAll(database, admin);
  if (!wanted || wanted.includes("decide")) console.log(`\n${decideTable(await measureDeciding(database))}\n`);
  return received;
}

async function receiveWhenWanted(admin: postgres.Sql, database: BenchDatabase): Promise<ReceiveRun | null> {
  if (wanted && !wanted.includes("receive")) return null;
  say("mail that arrives");
  const received = await measureReceive(database, embedded.pid);
  console.log(`\n${receiveTable(received)}\n`);
  await restoreDatabase(admin, database.built);
  return received;
}

async function decideAll(database: BenchDatabase, admin: postgres.Sql): Promise<void> {
  say("due steps of sequences");
  // The figures of the last half hour must not be lost because of it.
  const lost = (error: Error) => say(`no due steps: ${error.message}`);
  const figures = await measureDue(database, embedded.pid, Number(values.due)).catch(lost);
  if (figures) console.log(`\n${dueTable(figures)}\n`);
  await restoreDatabase(admin, database.built);
}

async function sendAll(database: BenchDatabase, admin: postgres.Sql): Promise<void> {
  say("sending");
  const given = { home, database, admin, postmaster: embedded.pid, messages: Number(values.messages) };
  console.log(`\n${sendingTable(await measureSending({ ...given, profile: values.profile }))}\n`);
  await restoreDatabase(admin, database.built);
}

async function foldMany(database: BenchDatabase, admin: postgres.Sql): Promise<void> {
  say("rollups that catch up");
  // The figures of the last half hour must not be lost because of it.
  const run = await measureFolding(admin, embedded.pid).catch((error: Error) => say(`no folding: ${error.message}`));
  if (run) console.log(`\n${foldTable(run)}\n`);
  await restoreDatabase(admin, database.built);
}

function print(result: Run): void {
  console.log(`\n${figuresTable(result.measured)}\n\n${ratiosTable(result.measured)}\n`);
  console.log(`${goalsTable(result, readRun("50000-200000"))}\n`);
  const { started, idle, loaded, firstRow, desk } = result;
  console.log(JSON.stringify({ started, idle, loaded, firstRow, desk }));
  if (desk.dashboards) console.log(`\n${dashboardsTable(desk.dashboards)}\n`);
  const text = `${JSON.stringify(result, null, 2)}\n`;
  mkdirSync("bench/.cache", { recursive: true });
  writeFileSync(resolve("bench/results.json"), text);
  // What later, larger runs are compared with.
  if (judged.every((name) => result.measured.some((one) => one.operation === name)))
    writeFileSync(fileOf(`${size.leads}-${size.communications}`), text);
}

function fileOf(name: string): string {
  return resolve(`bench/.cache/results-${name}.json`);
}

function readRun(name: string): Run | null {
  const file = fileOf(name);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}
