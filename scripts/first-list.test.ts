import { expect, it } from "vitest";
import { importsOf, readTree, resolveImport } from "./tree";

const tree = readTree(process.cwd());

/** What a browser loads with a file: itself and what it imports for its values, down to the packages, each with the way that leads to it. */
function loadedWith(root: string): Map<string, string> {
  const ways = new Map([[root, root]]);
  for (const [path, way] of ways) {
    for (const { specifier, typeOnly, late } of importsOf(tree.get(path) ?? "")) {
      const to = resolveImport(tree, path, specifier) ?? specifier;
      if (!typeOnly && !late && !ways.has(to)) ways.set(to, `${way} > ${to}`);
    }
  }
  return ways;
}

it.each(["components/shell/app-shell.tsx", "components/leads/lead-list.tsx", "components/bulk/bulk-buttons.tsx"])(
  "%s brings no library of schemas to the first list",
  (root) => {
    expect(loadedWith(root).has("components/ui/button.tsx")).toBe(true);
    expect(loadedWith(root).get("zod")).toBeUndefined();
  },
);
