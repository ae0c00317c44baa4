import { fileURLToPath } from "node:url";
import { checkCircles } from "@/scripts/check-circles";
import { checkDocs, readDocs } from "@/scripts/check-docs";
import { checkFloors } from "@/scripts/check-floors";
import { checkLint } from "@/scripts/check-lint";
import { checkNames } from "@/scripts/check-names";
import { checkTyping } from "@/scripts/check-typing";
import { type Problem, readTree } from "@/scripts/tree";

const root = fileURLToPath(new URL("..", import.meta.url));
const began = performance.now();
const tree = readTree(root);
const house = [...checkFloors(tree), ...checkNames(tree), ...checkCircles(tree), ...checkDocs(readDocs(root))];
const problems = [...checkLint(root), ...checkTyping(root), ...house];

for (const problem of problems) console.log(asLine(problem));
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(`check: ${tree.size} files, ${problems.length} problems, ${seconds} s`);
process.exitCode = problems.length === 0 ? 0 : 1;

function asLine({ path, line, what, why, next }: Problem): string {
  const place = line === undefined ? path : `${path}:${line}`;
  return `${place}  ${what.replace(/\.$/, "")} (${why}). Next: ${next}.`;
}
