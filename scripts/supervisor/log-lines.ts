import { createWriteStream, existsSync, renameSync, statSync, type WriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Home } from "@/db/home";

export type LogFile = {
  write: (level: "info" | "warn" | "error", msg: string, more?: object) => void;
  follow: Follow;
  close: () => void;
};
type Follow = (stream: Readable | null, level: "info" | "error") => void;

const largest = 50 * 2 ** 20;

/** logs/NAME.log, one JSON object per line; a program's own JSON lines pass as they are, its plain words are wrapped. */
export function openLog(home: Home, name: string): LogFile {
  const file = join(home.logs, `${name}.log`);
  if (existsSync(file) && statSync(file).size > largest) renameSync(file, `${file}.1`);
  const out = createWriteStream(file, { flags: "a" });
  const write: LogFile["write"] = (level, msg, more) =>
    writeLine(out, { level, time: new Date().toISOString(), name, msg, ...more });
  const follow: Follow = (stream, level) => {
    if (!stream) return;
    createInterface({ input: stream }).on("line", (line) => {
      if (line.trim() === "") return;
      if (isJsonObject(line)) out.write(`${line}\n`);
      else write(level, line);
    });
  };
  return { write, follow, close: () => out.end() };
}

function writeLine(out: WriteStream, line: object): void {
  out.write(`${JSON.stringify(line)}\n`);
}

function isJsonObject(line: string): boolean {
  if (!line.startsWith("{")) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
