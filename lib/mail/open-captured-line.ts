import { access, mkdir, open, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Journal, Line } from "./rules";

/** The folder of a home where messages are kept that would have left. */
export const capturedFolder = () => join(resolve(process.env.TOUCHLINE_HOME || ".touchline"), "mail");

const fileOf = (folder: string, id: string) => join(folder, `${id}.eml`);

/** Keeps each message as a file of its own instead of sending it: written beside and renamed, so that there is a whole one or none. */
export function openCapturedLine(folder: string = capturedFolder()): Line {
  return {
    send: async ({ id, raw }, begin) => {
      if (!(await begin())) return { kind: "stopped", response: "" };
      const draft = join(folder, `.${id}.${process.pid}.tmp`);
      try {
        await mkdir(folder, { recursive: true, mode: 0o750 });
        await writeWhole(draft, raw);
        await rename(draft, fileOf(folder, id));
        return { kind: "sent", response: `Captured as ${id}.eml` };
      } catch (error) {
        // A full disk: the file under its own name is there only when all of it is.
        await rm(draft, { force: true }).catch(() => {});
        const words = error instanceof Error ? error.message : String(error);
        return { kind: "later", response: `It could not be kept: ${words}` };
      }
    },
    close: () => {},
  };
}

async function writeWhole(file: string, raw: Buffer): Promise<void> {
  const handle = await open(file, "w", 0o640);
  try {
    await handle.writeFile(raw);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The captured messages as their own journal: a file is there, or it was never made. */
export function openCapturedJournal(folder: string = capturedFolder()): Journal {
  return {
    complete: true,
    settleSeconds: 30,
    has: ({ id }) =>
      access(fileOf(folder, id)).then(
        () => true,
        () => false,
      ),
  };
}

/** Both of them in one folder, whichever way a message would leave. */
export const captureIn = (folder: string) => ({
  line: async () => openCapturedLine(folder),
  journal: async () => openCapturedJournal(folder),
});

/** A captured message as it would have left; null when its file is not there any more. */
export async function readCaptured(id: string, folder: string = capturedFolder()): Promise<string | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const handle = await open(fileOf(folder, id)).catch(() => null);
  if (!handle) return null;
  try {
    return await handle.readFile("utf8");
  } finally {
    await handle.close();
  }
}
