import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runProgram } from "@/scripts/testing/run-program";

const folder = resolve("node_modules/.cache/touchline-browser");
const launcher = join(folder, "chromium");

/** The packages that hold a Chromium for the journeys, the one wanted most first; the program is named like the package. */
export const debianBrowsers = ["chromium-headless-shell", "chromium"] as const;

/** The launcher of the browser that `unpackBrowser` has unpacked before, if it has. */
export function unpackedBrowser(): string | undefined {
  return existsSync(launcher) ? launcher : undefined;
}

/**
 * Debian's Chromium for somebody who may not install anything: the package and what it needs are fetched with a state of their own and
 * unpacked below `node_modules`. Leaves nothing where apt-get or a browser cannot be had.
 */
export async function unpackBrowser(): Promise<void> {
  if (!existsSync("/usr/bin/apt-get")) return;
  console.error("No browser found: unpacking Debian's Chromium below node_modules");
  rmSync(folder, { recursive: true, force: true });
  const archives = join(folder, "archives");
  for (const part of ["lists", "archives"]) mkdirSync(join(folder, part, "partial"), { recursive: true });
  await apt("update");
  for (const name of debianBrowsers)
    if ((await apt("install", "-y", "--no-install-recommends", "--download-only", name)) === 0) break;
  const root = join(folder, "root");
  for (const file of readdirSync(archives).filter((name) => name.endsWith(".deb")))
    await runProgram("dpkg-deb", ["-x", join(archives, file), root]);
  for (const part of ["lists", "archives"]) rmSync(join(folder, part), { recursive: true, force: true });
  const program = debianBrowsers.map((name) => join(root, "usr/lib/chromium", name)).find((path) => existsSync(path));
  if (program) writeLauncher(root, program);
}

function apt(...args: string[]): Promise<number> {
  const own = [
    `Dir::State::lists=${join(folder, "lists")}`,
    `Dir::Cache=${folder}`,
    `Dir::Cache::archives=${join(folder, "archives")}`,
    "Debug::NoLocking=1",
    "APT::Sandbox::User=",
  ];
  return runProgram("apt-get", ["-q", ...own.flatMap((option) => ["-o", option]), ...args]);
}

function writeLauncher(root: string, program: string): void {
  const fonts = join(folder, "fonts.conf");
  const dirs = ["/usr/share/fonts", join(root, "usr/share/fonts")].map((dir) => `<dir>${dir}</dir>`).join("");
  writeFileSync(fonts, `<fontconfig>${dirs}<cachedir>${join(folder, "fonts")}</cachedir></fontconfig>\n`);
  const libraries = readdirSync(join(root, "usr/lib"))
    .filter((name) => name.endsWith("-linux-gnu"))
    .flatMap((name) => [
      join(root, "usr/lib", name),
      join(root, "usr/lib", name, "pulseaudio"),
      join(root, "lib", name),
    ]);
  writeFileSync(
    launcher,
    `#!/bin/sh
export LD_LIBRARY_PATH='${libraries.join(":")}'
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_FILE='${fonts}'
exec '${program}' "$@"
`,
  );
  chmodSync(launcher, 0o755);
}
