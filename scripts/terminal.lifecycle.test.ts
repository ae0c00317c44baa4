import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync("package.json", "utf8"));
const commands =
  "api-key import import-mail explain-mail audit:verify rollups:rebuild integrity score:evaluate migrate bootstrap-sql bench";

const keyUsage = "npm run --silent api-key -- EMAIL [--org SLUG] [--scopes a,b] [--expires 30d]";

type Ended = { code: number; out: string; err: string };
const run = (command: string, ...words: string[]) =>
  new Promise<Ended>((resolve) => {
    const [, ...parts] = scripts[command]?.split(" ") ?? [];
    execFile(process.execPath, [...parts, ...words], (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });

describe("a command of the terminal", () => {
  it.each(commands.split(" "))("%s says how it is called", async (command) => {
    const { code, out, err } = await run(command, "--help");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(new RegExp(`^npm run (--silent )?${command} -- .*\n$`));
  });

  it("says in one line what it does not know, and how it is called", async () => {
    const usage = "npm run --silent integrity -- [--org SLUG]";
    expect(await run("integrity", "--ogr", "demo")).toEqual({
      code: 1,
      out: "",
      err: `Unknown option '--ogr'. ${usage}\n`,
    });
  });

  it.each([
    [
      "api-key",
      ["rep1@demo.example", "--scopes", " , "],
      `--scopes names at least one, such as leads:read: ${keyUsage}`,
    ],
    ["explain-mail", ["/nowhere.eml"], "There is no file /nowhere.eml"],
    ["import-mail", ["/", "--org", "demo", "--member", "a@b.example=c@d.example"], "/ is no file"],
    ["import", [process.execPath, "--org", "demo", "--map", "biome.json5"], "There is no file biome.json5"],
    [
      "import",
      ["package.json", "--org", "demo", "--map", "README.md"],
      "README.md is not JSON. It names a column for each field.",
    ],
    ["import", ["package.json", "--org", "demo", "--errors", "/nowhere/bad.csv"], "There is no folder /nowhere"],
    ["import", ["package.json", "--org", "demo", "--errors", "lib"], "lib is no file"],
    [
      "import",
      ["package.json", "--org", "demo", "--errors", "./package.json", "--dry-run"],
      "--errors names the file that is imported. Give another one.",
    ],
    ["bootstrap-sql", ["--server-version", "14"], "--server-version takes 15 to 18"],
  ])("%s names what is wrong with its words before anything is opened", async (command, words, sentence) => {
    expect(await run(command, ...words)).toEqual({ code: 1, out: "", err: `${sentence}\n` });
  });
});
