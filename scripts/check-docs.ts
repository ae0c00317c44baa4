import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { floors, rooms } from "@/scripts/house";
import type { Problem } from "@/scripts/tree";

/** The documents by path, and what they may speak of. */
export type Docs = {
  pages: ReadonlyMap<string, string>;
  scripts: readonly string[];
  /** whether a file or folder is there; a path may leave out its ending */
  isThere: (path: string) => boolean;
};

const decisions = "docs/decisions/";
const indexPage = `${decisions}README.md`;
const roomsPage = "docs/rooms.md";

/** Reads the documents at the root and below docs. */
export function readDocs(root: string): Docs {
  const pages = ["", "docs/", decisions].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => folder + name),
  );
  const stated: { scripts: Record<string, string> } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return {
    pages: new Map(pages.map((path) => [path, readFileSync(join(root, path), "utf8")])),
    scripts: Object.keys(stated.scripts),
    isThere: (path) => isThere(root, path),
  };
}

function isThere(root: string, path: string): boolean {
  const full = join(root, path);
  if (existsSync(full)) return true;
  const folder = dirname(full);
  const begun = full.slice(folder.length + 1);
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(`${begun}.`));
}

/** Refuses documents that speak of what is not there, and rooms or decisions that no index names. */
export function checkDocs(docs: Docs): Problem[] {
  const spoken = [...docs.pages].flatMap(([path, text]) =>
    text.split("\n").flatMap((line, nth) => lineProblems(docs, path, line).map((one) => ({ ...one, line: nth + 1 }))),
  );
  return [...spoken, ...decisionProblems(docs.pages), ...roomProblems(docs.pages.get(roomsPage) ?? "")];
}

const why = "who reads it first believes it";
const floorPath = new RegExp(`\`((?:${floors.join("|")}|docs)/[\\w./()[\\]-]+)\``, "g");

function lineProblems({ scripts, isThere }: Docs, path: string, line: string): Problem[] {
  const links = [...line.matchAll(/\]\(([^)#\s]+)/g)].map(([, to = ""]) => to).filter((to) => !/^[a-z]+:/.test(to));
  const named = [...line.matchAll(floorPath)].map(([, to = ""]) => to).filter((to) => !to.includes("NNNN"));
  const tests = [...line.matchAll(/(?:--project \w+|playwright test|test:e2e --) ([\w/.-]+)/g)].map(
    ([, to = ""]) => to,
  );
  const lost = [...links.map((to) => join(dirname(path), to)), ...named, ...tests].filter((to) => !isThere(to));
  const commands = [...line.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = ""]) => name);
  return [
    ...lost.map((to) => ({ path, what: `speaks of ${to}, which is not there`, why, next: "name what is there" })),
    ...commands
      .filter((name) => !scripts.includes(name))
      .map((name) => ({ path, what: `speaks of npm run ${name}`, why, next: "name a script of package.json" })),
  ];
}

function decisionProblems(pages: Docs["pages"]): Problem[] {
  const index = pages.get(indexPage) ?? "";
  return [...pages].flatMap(([path, text]) => {
    if (!path.startsWith(decisions) || path === indexPage) return [];
    const file = path.slice(decisions.length);
    const title = text.split("\n")[0]?.replace(/^# /, "") ?? "";
    const problems: Problem[] = [];
    if (!title.startsWith(`${file.slice(0, 4)} · `) || !/^\*\*Status\*\*: /m.test(text))
      problems.push({ path, what: "has another head", why, next: "begin with # NNNN · Title and **Status**: ..." });
    if (!index.includes(`- [${title}](${file})`))
      problems.push({ path, what: "is not in the index", why, next: `add - [${title}](${file}) to ${indexPage}` });
    return problems;
  });
}

function roomProblems(page: string): Problem[] {
  const first = [...page.matchAll(/^\| (`.*?) \|/gm)].map(([, cell = ""]) => cell).join(" ");
  const named = new Set([...first.matchAll(/`([\w-]+)`/g)].map(([, room = ""]) => room));
  const known: readonly string[] = rooms;
  const missing = known.filter((room) => !named.has(room));
  const gone = [...named].filter((room) => !known.includes(room));
  return [
    ...missing.map((room) => ({ path: roomsPage, what: `does not name lib/${room}`, why, next: "say what it knows" })),
    ...gone.map((room) => ({ path: roomsPage, what: `names lib/${room}, which is no room`, why, next: "take it out" })),
  ];
}
