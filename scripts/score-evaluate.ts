import { parseArgs } from "node:util";
import { openLeadFile } from "@/lib/lead-files/open-lead-file";
import { measure } from "@/lib/learned-scores/measure-rules";
import { learn, predict } from "@/lib/learned-scores/rules";
import { type Examples, examplesOf } from "@/lib/learned-scores/table-rules";
import { answerTerminal, requireFile } from "@/scripts/terminal";

const usage =
  "npm run --silent score:evaluate -- --train A.csv --test B.csv --truth COLUMN [--leave-out COLUMN ...] [--empty VALUE]";
const options = {
  train: { type: "string" },
  test: { type: "string" },
  truth: { type: "string" },
  "leave-out": { type: "string", multiple: true },
  empty: { type: "string", multiple: true },
} as const;

/** `npm run score:evaluate`: learns from one file and says how well it foretells another (contracts.md, Process; docs/learned-score.md). */
await answerTerminal(usage, evaluate);

async function evaluate() {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const { train, test, truth } = values;
  if (!train || !test || !truth) throw new Error(`Say which files and which column: ${usage}`);
  // `--leave-out A B C` names three columns.
  const wish = { truth, leaveOut: [...(values["leave-out"] ?? []), ...positionals], empty: values.empty ?? [] };
  const seen = await readExamples(train, wish);
  const known = seen.truth.reduce((sum, one) => sum + one, 0);
  if (known === 0 || known === seen.truth.length)
    throw new Error(`Every row of ${train} has the same outcome. There is nothing to learn from.`);
  const { model, leftOut } = learn(seen.table, seen.truth);
  for (const { column, why } of leftOut) console.error(`Not used: ${column} (${why.replaceAll("_", " ")})`);
  const unseen = await readExamples(test, { ...wish, leaveOut: [] });
  return measure(predict(model, unseen.table), unseen.truth);
}

async function readExamples(path: string, wish: Parameters<typeof examplesOf>[2]): Promise<Examples> {
  const file = await openLeadFile(requireFile(path));
  const rows: string[][] = [];
  for await (const page of file.rows()) rows.push(...page.map((row) => row.cells));
  const examples = examplesOf(file.header, rows, wish);
  console.error(`${path}: ${examples.truth.length} rows, ${examples.skipped} without an outcome or out of shape`);
  return examples;
}
