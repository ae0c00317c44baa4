import { importsOf, isCode, type Problem, resolveImport, type Tree } from "@/scripts/tree";

type Walk = { graph: Map<string, string[]>; state: Map<string, "open" | "closed">; trail: string[]; found: string[][] };

/** Refuses circles of imports, those of types only included: two files in a circle are one file in disguise. */
export function checkCircles(tree: Tree): Problem[] {
  const walk: Walk = { graph: graphOf(tree), state: new Map(), trail: [], found: [] };
  for (const path of walk.graph.keys()) visit(walk, path);
  return walk.found.map((circle) => ({
    path: circle[0] ?? "",
    what: `is in a circle: ${[...circle, circle[0]].join(" → ")}`,
    why: "none of these files can be read or tested alone",
    next: "move what both need into a file that imports neither",
  }));
}

function graphOf(tree: Tree): Map<string, string[]> {
  const code = [...tree].filter(([path]) => isCode(path));
  return new Map(
    code.map(([path, source]) => [
      path,
      importsOf(source)
        .map((line) => resolveImport(tree, path, line.specifier))
        .filter((target) => target !== null)
        .filter((target) => tree.has(target) && isCode(target)),
    ]),
  );
}

function visit(walk: Walk, path: string): void {
  if (walk.state.get(path) === "closed") return;
  if (walk.state.get(path) === "open") {
    walk.found.push(walk.trail.slice(walk.trail.indexOf(path)));
    return;
  }
  walk.state.set(path, "open");
  walk.trail.push(path);
  for (const target of walk.graph.get(path) ?? []) visit(walk, target);
  walk.trail.pop();
  walk.state.set(path, "closed");
}
