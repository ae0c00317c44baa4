import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openHome } from "@/db/home";
import { buildIfStale } from "@/scripts/supervisor/build";

/** Before the life-cycle tests: a product that does not build fails them all at once, not each after its own try. */
export async function setup(): Promise<void> {
  const home = openHome(mkdtempSync(join(tmpdir(), "touchline-build-")));
  await buildIfStale(home, (line) => process.stderr.write(`${line}\n`), new AbortController().signal);
  rmSync(home.root, { recursive: true });
}
