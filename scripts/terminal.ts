import { accessSync, constants, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * A command of the terminal: one answer on standard output, as JSON unless it is a text, and exit 0; else a sentence on standard error
 * and exit 1, also when the answer itself says that all is not well. `--help` says how it is called.
 */
export async function answerTerminal(usage: string, work: () => Promise<unknown>): Promise<void> {
  if (process.argv.includes("--help")) return console.log(usage);
  try {
    const answer = await work();
    if (answer !== undefined) console.log(typeof answer === "string" ? answer : JSON.stringify(answer));
    process.exitCode = isBad(answer) ? 1 : 0;
  } catch (error) {
    console.error(sentenceOf(error, usage));
    process.exitCode = 1;
  }
}

const isBad = (answer: unknown) =>
  typeof answer === "object" && answer !== null && "ok" in answer && answer.ok === false;

/** The file, or a sentence that says what is not there. */
export function requireFile(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new Error(`There is no file ${path}`);
  if (!found.isFile()) throw new Error(`${path} is no file`);
  return path;
}

/** Where a file can be written, or a sentence that says why not, before anything is done that it would tell of. */
export function requirePlace(path: string): string {
  const place = resolve(path);
  const folder = dirname(place);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`There is no folder ${folder}`);
  const there = statSync(place, { throwIfNoEntry: false });
  if (there && !there.isFile()) throw new Error(`${path} is no file`);
  try {
    accessSync(there ? place : folder, constants.W_OK);
  } catch {
    throw new Error(`${path} cannot be written`);
  }
  return place;
}

// Node tells of words that it does not know with advice that no command of ours takes.
function sentenceOf(error: unknown, usage: string): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  return code.startsWith("ERR_PARSE_ARGS") ? `${error.message.split(/\.\s/)[0]}. ${usage}` : error.message;
}
