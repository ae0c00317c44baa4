import {
  bannedNameParts,
  fixedRoomFiles,
  machineryRooms,
  namesGivenByDesign,
  rooms,
  sizes,
  splittableRoomFiles,
  verbs,
} from "@/scripts/house";
import { floorOf, isCode, isTest, type Problem, roomOf, type Tree } from "@/scripts/tree";

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const nextFiles = new Set(
  "page layout template loading error not-found global-error default route icon manifest robots".split(" "),
);

/** Refuses file names that the plan does not know, words that say nothing, and files that grew too long. */
export function checkNames(tree: Tree): Problem[] {
  const files = [...tree].flatMap(([path, source]) => {
    const findings = [namePartProblem(path), caseProblem(path), roomFileProblem(path, source), appFileProblem(path)];
    return [...findings, sizeProblem(path, source)].filter((problem) => problem !== null);
  });
  return [...files, ...roomSizeProblems(tree)];
}

function stemOf(path: string): string {
  const file = path.split("/").at(-1) ?? "";
  return file
    .replace(/\.(ts|tsx|mjs|json|css|grit|sql)$/, "")
    .replace(/(\.(db|lifecycle))?\.(test|spec|cases|config)$/, "");
}

function namePartProblem(path: string): Problem | null {
  if (namesGivenByDesign.includes(path) || !isCode(path)) return null;
  const banned = stemOf(path)
    .split(/[-_.]/)
    .find((part) => bannedNameParts.includes(part));
  if (banned === undefined) return null;
  return {
    path,
    what: `the name contains "${banned}"`,
    why: "the word says nothing about what is inside",
    next: "name it by the noun or the verb of the product",
  };
}

function caseProblem(path: string): Problem | null {
  const own = stemOf(path);
  if (!isCode(path) || path.startsWith("drizzle/") || kebab.test(own)) return null;
  return {
    path,
    what: "the file name is not kebab-case",
    why: "one spelling makes every file findable",
    next: `rename it to ${own
      .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
      .replace(/_/g, "-")
      .toLowerCase()}`,
  };
}

function roomFileProblem(path: string, source: string): Problem | null {
  const room = roomOf(path);
  if (floorOf(path) !== "lib") return null;
  const why = "the listing of a room reads: what it knows, what it decides, what it can do";
  const order: readonly string[] = rooms;
  if (room === null || !order.includes(room)) {
    return { path, what: "lies in no room of the plan", why, next: "give the room a place in scripts/house.ts" };
  }
  if (path.split("/").length > 3) {
    return { path, what: "lies in a folder inside a room", why, next: "split the room by noun instead" };
  }
  if (isTest(path) || path.endsWith(".cases.json") || machineryRooms.includes(room)) return null;
  if (isFixedRoomFile(path)) return null;
  return verbFileProblem(path, source, stemOf(path), why);
}

function isFixedRoomFile(path: string): boolean {
  const own = stemOf(path);
  const split = splittableRoomFiles.some((kind) => own.endsWith(`-${kind}`));
  return path.endsWith(".ts") && (fixedRoomFiles.includes(own) || split);
}

function verbFileProblem(path: string, source: string, own: string, why: string): Problem | null {
  const verb = own.split("-")[0] ?? "";
  if (!path.endsWith(".ts") || !own.includes("-") || !verbs.has(verb)) {
    const next = `use ${fixedRoomFiles.join(", ")}, or verb-noun with a verb of scripts/house.ts`;
    return { path, what: `"${own}" is neither a fixed name nor a verb file`, why, next };
  }
  const name = own.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  if (new RegExp(`^export (const|(async )?function\\*?) ${name}\\b`, "m").test(source)) return null;
  return { path, what: `does not export ${name}`, why: "a verb file is named after its verb", next: `export ${name}` };
}

function appFileProblem(path: string): Problem | null {
  if (floorOf(path) !== "app" || !isCode(path) || isTest(path)) return null;
  const folders = path.split("/").slice(1, -1);
  if (folders.some((folder) => folder.startsWith("_")) || nextFiles.has(stemOf(path))) return null;
  return {
    path,
    what: "app holds a file that Next.js does not know",
    why: "routes are doors and compositions; the rest has its room",
    next: "move it to components, lib, app/_actions or app/_adapters",
  };
}

function sizeProblem(path: string, source: string): Problem | null {
  if (!isCode(path) || isTest(path)) return null;
  if (path.startsWith("components/ui/") || path.startsWith("db/schema/") || /schema\.ts$/.test(path)) return null;
  const most = /^app\/(.*\/)?page\.tsx$/.test(path) ? sizes.pageLines : sizes.fileLines;
  const lines = lineCount(source);
  if (lines <= most) return null;
  return {
    path,
    what: `has ${lines} lines, the most is ${most}`,
    why: "a file is read in one go",
    next: most === sizes.pageLines ? "move views to components; a page only composes" : "split it by noun or verb",
  };
}

function roomSizeProblems(tree: Tree): Problem[] {
  const bounded = rooms.filter((room) => !machineryRooms.includes(room));
  return bounded.flatMap((room) => {
    const files = [...tree].filter(([path]) => roomOf(path) === room && isCode(path) && !isTest(path));
    const lines = files.reduce((sum, [, source]) => sum + lineCount(source), 0);
    const verbFiles = files.filter(([path]) => !isFixedRoomFile(path)).length;
    const advice = { path: `lib/${room}`, why: "a room is known by heart", next: "split the room by noun" };
    const counts = [
      { many: lines, most: sizes.roomLines, unit: "lines" },
      { many: verbFiles, most: sizes.roomVerbs, unit: "verbs" },
    ];
    const over = counts.filter(({ many, most }) => many > most);
    return over.map(({ many, most, unit }) => ({ ...advice, what: `has ${many} ${unit}, the most is ${most}` }));
  });
}

function lineCount(source: string): number {
  return source.split("\n").length - (source.endsWith("\n") ? 1 : 0);
}
