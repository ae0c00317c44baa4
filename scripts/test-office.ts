import { requireProgram } from "./real-parts/debian-package";
import { runNode } from "./testing/run-program";

/**
 * `npm run test:office`: Debian's LibreOffice makes real .xlsx and .csv files that are imported, and opens the ones we export. It is
 * installed when it is not there; says plainly when it cannot be had.
 */
try {
  const office = requireProgram("/usr/lib/libreoffice/program/soffice", "libreoffice-calc-nogui");
  process.exitCode = await runNode(
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--project",
      "db",
      "--testTimeout=180000",
      "lib/import-work/office-files",
    ],
    { ...process.env, TOUCHLINE_OFFICE: office },
  );
} catch (error) {
  console.error(`The tests with LibreOffice could not run: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
