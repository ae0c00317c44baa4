import { rmSync } from "node:fs";
import { basename, isAbsolute, join } from "node:path";
import { openHome } from "@/db/home";

/** Takes a file that was uploaded off the disk: what is needed of it is in the tables by then. A file that lies elsewhere is left alone. */
export function removeUpload(storedName: string | null): void {
  if (storedName === null || isAbsolute(storedName)) return;
  rmSync(join(openHome().uploads, basename(storedName)), { force: true });
}
