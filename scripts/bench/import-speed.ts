import { createHash, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { askBeside, quantile } from "@/scripts/bench/ask-beside";
import { bench } from "@/scripts/bench/fill-database";
import type { Stage } from "@/scripts/bench/measure";
import { operations } from "@/scripts/bench/operations";
import { processorMs } from "@/scripts/bench/processor-time";
import { settled } from "@/scripts/bench/settled";

export type ImportSpeed = {
  rows: number;
  /** until every row is stored, checked and found by search; the median of the rounds */
  ours: number;
  /** COPY of the same rows back into the same tables, without triggers and keys: leads, their addresses, companies and search documents, and what became of each row */
  copy: number;
  /** of that the leads' own table */
  copyLeads: number;
  /** what one colleague waits for a lead: alone, and while the file comes in; null: nobody read meanwhile */
  others: { idle: number; during: number } | null;
};

// What nobody waits for begins seconds after the file (lib/jobs/busy-organizations), and looks for more to do every five.
const STANDS_BACK_SECONDS = 12;

const header = "Email,First Name,Last Name,Phone,Company,Title";

/** A file through `POST /api/imports`, beside COPY of what it made, in turn; `beside` a colleague who reads leads all the time. */
export async function measureImport(
  stage: Stage,
  { rows, rounds, beside }: { rows: number; rounds: number; beside: boolean },
): Promise<ImportSpeed> {
  // Of a run that was killed half-way.
  const left = await stage.admin<{ id: string }[]>`
    select distinct import_id as id from leads where org_id = ${bench.id} and import_id is not null`;
  for (const { id } of left) await forget(stage.admin, id);
  const get = operations.find((one) => one.name === "get");
  const asks = (await get?.samples(stage.admin, stage.database.built))?.map((one) => one.ours) ?? [];
  // As often as thirty people look at a lead: who asks without a pause keeps one of two cores for themselves.
  const colleague = () =>
    beside ? askBeside({ port: stage.web.port, key: stage.key, asks, clients: 1, pauseMs: 50 }) : null;
  const quiet = colleague();
  if (quiet) await sleep(3000);
  const idle = (await quiet?.end()) ?? [];
  const [ours, during]: [number[], number[]] = [[], []];
  const copies: Copied[] = [];
  for (let round = 0; round < rounds; round++) {
    const others = colleague();
    const began = performance.now();
    const id = await sendFile(stage, fileOf(rows));
    await finished(stage, id);
    ours.push(performance.now() - began);
    during.push(...((await others?.end()) ?? []));
    // What goes on behind a file, such as the search for duplicates, would slow COPY down, and meet what is taken away for it.
    await settled(() => processorMs(stage.worker.pid), STANDS_BACK_SECONDS);
    copies.push(await copyAgain(stage.admin, id));
  }
  return {
    rows,
    ours: quantile(ours, 0.5),
    copy: quantile(
      copies.map((one) => one.all),
      0.5,
    ),
    copyLeads: quantile(
      copies.map((one) => one.leads),
      0.5,
    ),
    others: beside ? { idle: quantile(idle, 0.99), during: quantile(during, 0.99) } : null,
  };
}

// People that nobody knows yet, twenty at a company; companies whose names are as unlike as companies' are.
export function fileOf(rows: number): string {
  const tail = randomBytes(3).toString("hex");
  const lines = Array.from({ length: rows }, (_, nth) => {
    const firm = Math.floor(nth / 20);
    const phone = `+1415${String(2_000_000 + nth).padStart(7, "0")}`;
    const company = wordOf(`${firm} ${tail}`);
    return `p${nth}.${tail}@${company.toLowerCase()}.example,${wordOf(`first ${nth % 811}`)},${wordOf(`last ${nth % 9001}`)},${phone},${company},Head of ${nth % 60}`;
  });
  return `${header}\n${lines.join("\n")}\n`;
}

const syllables = "ba cor den fi gul ha jin ka lor mes nu pol qui ras tev uz vil wen xa yor".split(" ");

function wordOf(seed: string): string {
  const bytes = createHash("sha256").update(seed).digest();
  const word = [...bytes.subarray(0, 4)].map((byte) => syllables[byte % syllables.length]).join("");
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

export async function sendFile({ web, key }: Stage, text: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${web.port}/api/imports?start=true&name=bench.csv&duplicates=skip`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "text/csv" },
    body: text,
  });
  const { id } = (await answer.json()) as { id?: string };
  if (!answer.ok || !id) throw new Error(`the import was refused: ${answer.status}`);
  return id;
}

/** Ends an import half-way and takes away what it made. */
export async function cancelImport({ web, key, admin }: Stage, id: string): Promise<void> {
  const url = `http://127.0.0.1:${web.port}/api/imports/${id}/cancel`;
  const answer = await fetch(url, { method: "POST", headers: { Authorization: `Bearer ${key}` } });
  if (!answer.ok) throw new Error(`the import was not cancelled: ${answer.status}`);
  // The set that is under way ends first.
  await sleep(2000);
  await forget(admin, id);
}

async function finished({ admin }: Stage, id: string): Promise<void> {
  for (;;) {
    const [one] = await admin<{ state: string; rows: number; created: number }[]>`
      select state, rows, created from imports where id = ${id}`;
    if (one?.state === "done" && one.created === one.rows) return;
    if (one && one.state !== "running" && one.state !== "uploaded")
      throw new Error(`the import is ${one.state}, ${one.created} of ${one.rows}`);
    await sleep(20);
  }
}

/** Beside the server's data; COPY takes only a whole path. */
async function folderOfServer(admin: postgres.Sql): Promise<string> {
  const [row] = await admin<{ path: string }[]>`select current_setting('data_directory') as path`;
  return row?.path ?? "";
}

type Copied = { all: number; leads: number };

/** Takes what an import made away, and copies it back: into tables and indexes of the size that they had when it came. */
async function copyAgain(admin: postgres.Sql, id: string): Promise<Copied> {
  const folder = await folderOfServer(admin);
  const made = `in (select id from leads where org_id = '${bench.id}' and import_id = '${id}')`;
  const written = {
    companies: `id in (select company_id from leads where id ${made})`,
    leads: `id ${made}`,
    contact_points: `lead_id ${made}`,
    lead_search: `id ${made}`,
    import_rows: `import_id = '${id}'`,
  };
  const ways = await Promise.all(
    Object.entries(written).map(async ([table, which]) => {
      const columns = await columnsOf(admin, table);
      // By a file of the server's: through the driver a stream of more than some megabytes never ended.
      const file = `${folder}/bench-${table}.copy`;
      await admin.unsafe(
        `copy (select ${columns} from ${table} where org_id = '${bench.id}' and ${which}) to '${file}'`,
      );
      return { table, text: `copy ${table} (${columns}) from '${file}'` };
    }),
  );
  await forget(admin, id);
  const took = await copyBack(admin, ways);
  await forget(admin, id);
  return { all: [...took.values()].reduce((sum, ms) => sum + ms, 0), leads: took.get("leads") ?? 0 };
}

async function copyBack(admin: postgres.Sql, ways: { table: string; text: string }[]): Promise<Map<string, number>> {
  const took = new Map<string, number>();
  const sql = await admin.reserve();
  try {
    await sql`set session_replication_role = replica`;
    for (const { table, text } of ways) {
      const began = performance.now();
      await sql.unsafe(text);
      took.set(table, performance.now() - began);
    }
    return took;
  } finally {
    await sql`set session_replication_role = origin`;
    sql.release();
  }
}

async function columnsOf(admin: postgres.Sql, table: string): Promise<string> {
  const [columns] = await admin<{ names: string }[]>`
    select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as names from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'`;
  return columns?.names ?? "";
}

/** Takes the leads of an import away, and whatever it wrote. */
async function forget(admin: postgres.Sql, id: string): Promise<void> {
  const sql = await admin.reserve();
  try {
    await sql`set session_replication_role = replica`;
    await sql`create temp table gone on commit preserve rows as select id, company_id from leads where import_id = ${id}`;
    for (const table of ["contact_points", "lead_tags", "import_rows", "lead_assignments"])
      await sql`delete from ${sql(table)} where org_id = ${bench.id} and lead_id in (select id from gone)`;
    for (const table of ["lead_search", "leads"])
      await sql`delete from ${sql(table)} where org_id = ${bench.id} and id in (select id from gone)`;
    await sql`delete from companies c where org_id = ${bench.id} and id in (select company_id from gone)`;
    await sql`delete from duplicate_pairs`;
    await sql`delete from imports where id = ${id}`;
    await sql`drop table gone`;
    for (const table of ["companies", "leads", "contact_points", "lead_search", "import_rows"])
      await sql`vacuum (analyze) ${sql(table)}`;
  } finally {
    await sql`set session_replication_role = origin`;
    sql.release();
  }
}
