import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { currentTime } from "@/lib/core/time";
import { classifyMail } from "@/lib/mail-kinds/classify-mail";
import { answerTerminal, requireFile } from "@/scripts/terminal";

const usage = "npm run --silent explain-mail -- FILE.eml ...";

/** `npm run explain-mail`: what kind of mail each file is, and what says so, a line per file (contracts.md, Process). */
await answerTerminal(usage, async () => {
  const { positionals: files } = parseArgs({ allowPositionals: true });
  if (files.length === 0) throw new Error(`Say which files: ${usage}`);
  const failures: string[] = [];
  for (const file of files) await explain(file).catch((error: Error) => failures.push(error.message));
  if (failures.length > 0) throw new Error(failures.join("\n"));
});

async function explain(file: string): Promise<void> {
  const bytes = await readFile(requireFile(file));
  const { kind, recipient, hard, returnDate, evidence } = await classifyMail(bytes, currentTime());
  console.log(JSON.stringify({ file, kind, recipient, hard, return_date: returnDate, evidence }));
}
