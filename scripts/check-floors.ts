import {
  type Floor,
  floorForbidsPackage,
  floorMayImport,
  isomorphicCore,
  projectsApart,
  rooms,
  splittableRoomFiles,
} from "@/scripts/house";
import {
  floorOf,
  type ImportLine,
  importsOf,
  isCode,
  isTest,
  type Problem,
  resolveImport,
  roomOf,
  type Tree,
} from "@/scripts/tree";

type Edge = ImportLine & { from: string; to: string };

/** Refuses every import that the plan does not allow: between floors, between rooms, and out of pure files. */
export function checkFloors(tree: Tree): Problem[] {
  return [...tree].flatMap(([path, source]) => {
    if (!isCode(path)) return [];
    return importsOf(source).flatMap((line) => {
      const target = resolveImport(tree, path, line.specifier);
      if (target === null) return packageProblems(path, line);
      const edge = { ...line, from: path, to: target };
      const findings = [
        floorProblem(edge),
        viewProblem(edge),
        roomProblem(edge),
        pureProblem(edge),
        aliasProblem(edge),
      ];
      return findings.filter((problem) => problem !== null).slice(0, 1);
    });
  });
}

function packageProblems(path: string, line: ImportLine): Problem[] {
  const floor = floorOf(path);
  const name = line.specifier;
  const forbidden = floorForbidsPackage[floor] ?? [];
  if (forbidden.some((one) => name === one || name.startsWith(one.endsWith("/") ? one : `${one}/`))) {
    return [
      {
        path,
        line: line.line,
        what: `${floor} imports the package ${name}`,
        why: `${floor} must work without it`,
        next: "keep the framework in app/_adapters, the view in components, or SQL in db",
      },
    ];
  }
  // They are called without Next.js around them (docs/decisions/0044); the door of next-auth is its own.
  if (path.startsWith("app/api/") && !path.startsWith("app/api/auth/") && name.startsWith("next/")) {
    return [
      {
        path,
        line: line.line,
        what: `a door of the API imports ${name}`,
        why: "in production it is answered beside Next.js, which then knows nothing of the request",
        next: "read the request that the door is given",
      },
    ];
  }
  if (isPure(path) && !isTest(path) && name.startsWith("node:")) {
    return [
      {
        path,
        line: line.line,
        what: `a file that browsers load imports ${name}`,
        why: "schema and rules run in the browser too",
        next: "use a web API, or move the line to a verb file or store",
      },
    ];
  }
  return [];
}

function floorProblem({ from, to, line }: Edge): Problem | null {
  // Whatever a test tries, it needs a database and an organization of its own.
  if (isDatabaseTest(from) && to.startsWith("db/testing/")) return null;
  const [source, target] = [floorOf(from), floorOf(to)];
  // Tests mint their organizations through the product's own commands, never through SQL of their own.
  const testing: readonly Floor[] = from.startsWith("db/testing/") ? ["lib"] : [];
  const allowed: readonly Floor[] = [source, ...floorMayImport[source], ...testing];
  if (allowed.includes(target)) return null;
  return {
    path: from,
    line,
    what: `${source} imports ${to} of the floor ${target}`,
    why: `${source} may import ${allowed.join(", ")} only`,
    next: "call a command or a read of lib, or hand the value down as an argument or prop",
  };
}

function viewProblem({ from, to, line, typeOnly }: Edge): Problem | null {
  if (floorOf(from) !== "components" || floorOf(to) !== "lib") return null;
  const core = to.match(/^lib\/core\/([\w-]+)\.ts$/)?.[1];
  if (core !== undefined && (isomorphicCore.includes(core) || typeOnly)) return null;
  if (isPure(to)) return null;
  return {
    path: from,
    line,
    what: `a component imports ${to}`,
    why: "components know shapes (schema) and rules, never data access",
    next: "get the value or the server action as a prop from the page",
  };
}

function roomProblem({ from, to, line }: Edge): Problem | null {
  // A guarantee is tested through the commands that could break it, wherever they live.
  if (isDatabaseTest(from)) return null;
  const [room, other] = [roomOf(from), roomOf(to)];
  if (room === null || other === null || room === other) return null;
  const order: readonly string[] = rooms;
  const unknown = [room, other].find((name) => !order.includes(name));
  const why = "a room imports lower rooms only";
  if (unknown !== undefined) {
    const what = `the room ${unknown} is not on the plan`;
    return { path: from, line, what, why, next: "give it a place in the order in scripts/house.ts" };
  }
  if (order.indexOf(other) < order.indexOf(room)) return null;
  return {
    path: from,
    line,
    what: `${room} imports ${to} of the higher room ${other}`,
    why,
    next: "let an event or the caller carry it, or move the shared rule into the lower room",
  };
}

function pureProblem({ from, to, line, typeOnly }: Edge): Problem | null {
  if (!isPure(from) || isTest(from) || typeOnly) return null;
  const core = to.match(/^lib\/core\/([\w-]+)\.ts$/)?.[1];
  if (isPure(to) || to.endsWith(".json") || (core !== undefined && isomorphicCore.includes(core))) return null;
  return {
    path: from,
    line,
    what: `a pure file imports ${to}`,
    why: "schema and rules run in the browser and decide over plain values",
    next: "pass the facts in as an argument, or import the type only",
  };
}

function aliasProblem({ from, specifier, line }: Edge): Problem | null {
  const crossing = specifier.startsWith("..");
  const extension = /\.(ts|tsx)$/.test(specifier);
  if ((!crossing && !extension) || projectsApart.some((folder) => from.startsWith(folder))) return null;
  return {
    path: from,
    line,
    what: `imports "${specifier}"`,
    why: "every file is named one way, from the root and without extension",
    next: "write @/ and the path from the root",
  };
}

/** Whether the file is a schema or rules file of a room: isomorphic and without side effects. */
function isPure(path: string): boolean {
  const base = path.match(/^lib\/[\w-]+\/([\w-]+)\.ts$/)?.[1];
  const kinds = splittableRoomFiles.filter((kind) => kind === "schema" || kind === "rules");
  return base !== undefined && kinds.some((kind) => base === kind || base.endsWith(`-${kind}`));
}

function isDatabaseTest(path: string): boolean {
  return /\.db\.test\.tsx?$/.test(path);
}
