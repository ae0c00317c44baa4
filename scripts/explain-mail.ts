import { readFile } from "node:fs/promises";
import { currentTime } from "@/lib/core/time";
import { classifyMail } from "@/lib/mail-kinds/classify-mail";

const files = process.argv.slice(2);

/** `npm run explain-mail`: what kind of mail each file is, and what says so, a line per file (contracts.md, Process). */
if (files.length === 0) {
  console.error("Say which files: npm run explain-mail -- FILE.eml ...");
  process.exitCode = 1;
}
for (const file of files) {
  const bytes = await readFile(file).catch((error: Error) => error);
  if (bytes instanceof Error) {
    console.error(`${file} cannot be read: ${bytes.message}`);
    process.exitCode = 1;
    continue;
  }
  const { kind, recipient, hard, returnDate, evidence } = await classifyMail(bytes, currentTime());
  console.log(JSON.stringify({ file, kind, recipient, hard, return_date: returnDate, evidence }));
}
