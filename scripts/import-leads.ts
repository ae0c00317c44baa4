import { createWriteStream, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import type { Home } from "@/db/home";
import { withIdentity } from "@/db/tenant";
import { findOrganization, listActiveMembers } from "@/lib/accounts/directory-queries";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { exportRefused } from "@/lib/import-work/export-refused";
import { runDryRun, runImport } from "@/lib/import-work/run-import";
import { startImport } from "@/lib/import-work/start-import";
import { addImport } from "@/lib/lead-imports/add-import";
import { assessFile } from "@/lib/lead-imports/assess-file";
import { cancelImport } from "@/lib/lead-imports/cancel-import";
import { exportErrors } from "@/lib/lead-imports/export-errors";
import type { RowCounts } from "@/lib/lead-imports/schema";
import { withDatabase } from "@/scripts/running-instance";
import { answerTerminal, requireFile, requirePlace } from "@/scripts/terminal";

const usage =
  "npm run --silent import -- FILE --org SLUG [--map MAP.json] [--duplicates skip|update|fill|create] [--empty VALUE] [--errors OUT.csv] [--dry-run]";
const options = {
  org: { type: "string" },
  map: { type: "string" },
  duplicates: { type: "string" },
  empty: { type: "string", multiple: true },
  errors: { type: "string" },
  "dry-run": { type: "boolean" },
} as const;

/** `npm run import`: leads from a CSV or Excel file, by the product's own commands (contracts.md, Process). */
await answerTerminal(usage, async () => {
  const wish = readWish();
  return withDatabase(({ home }) => run(home, wish));
});

function readWish() {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [file, more] = positionals;
  if (!file || more || !values.org) throw new Error(`Say which file and which organization: ${usage}`);
  const path = resolve(requireFile(file));
  const errors = values.errors === undefined ? undefined : requirePlace(values.errors);
  if (errors === path) throw new Error("--errors names the file that is imported. Give another one.");
  return {
    ...values,
    path,
    errors,
    org: values.org,
    mapping: values.map && readMapping(values.map),
  };
}

function readMapping(file: string): unknown {
  try {
    return JSON.parse(readFileSync(requireFile(file), "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`${file} is not JSON. It names a column for each field.`);
    throw error;
  }
}

async function run(
  home: Home,
  { path, org, mapping, ...values }: ReturnType<typeof readWish>,
): Promise<RowCounts & { error_file: string | null }> {
  const ctx = await contextOf(org);
  const added = await addImport(ctx, {
    id: newId(),
    name: basename(path),
    stored_name: path,
    file: await assessFile(path, ctx.defaultRegion),
    ...(mapping ? { mapping } : {}),
    duplicates: values.duplicates ?? "skip",
    empty_values: values.empty,
  });
  const progress = (rows: number, of: number) => console.error(`${rows} of ${of} rows`);
  const dry_run = values["dry-run"] ?? false;
  await startImport(ctx, { import_id: added.id, dry_run, by_caller: true });
  const done = await (dry_run ? runDryRun : runImport)(ctx, added.id, path, progress);
  if (done.error) throw new Error(done.error);
  const counts = countsOf(dry_run ? done.dry_run : done);
  const refused = dry_run ? exportRefused(ctx, added.id, path) : await exportErrors(ctx, added.id);
  // A dry run leaves nothing behind that nobody asked for.
  const place = values.errors ?? (dry_run ? null : join(home.uploads, `import-${added.id}-errors.csv`));
  const error_file = counts.rejected > 0 ? place : null;
  if (error_file) await pipeline(refused, createWriteStream(error_file));
  if (dry_run) await cancelImport(ctx, { import_id: added.id });
  return { ...counts, error_file };
}

function countsOf(counts: RowCounts | null): RowCounts {
  if (!counts) throw new Error("The dry run did not come to its end. Try again.");
  const { rows, created, updated, skipped, rejected, dnc_added } = counts;
  return { rows, created, updated, skipped, rejected, dnc_added };
}

// The terminal is the house's own: it acts as the first admin.
async function contextOf(slug: string): Promise<Context> {
  const organization = await withIdentity((tx) => findOrganization(tx, slug));
  if (!organization) throw new Error(`There is no organization ${slug}`);
  const members = await withIdentity((tx) => listActiveMembers(tx, organization.id));
  const admin = members.find((one) => one.role === "admin");
  if (!admin) throw new Error(`${slug} has no active admin`);
  const { id: orgId, timezone, defaultRegion } = organization;
  const actor = { userId: admin.userId, name: admin.name, role: "admin" as const, via: "import" as const, scopes: [] };
  return { orgId, timezone, defaultRegion, actor, now: currentTime(), requestId: newId() };
}
