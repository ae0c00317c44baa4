import { ArrowRight } from "lucide-react";
import type { Change } from "@/lib/audit/rules";
import { fieldWords } from "./audit-words";

/** Field by field: before, arrow, after. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  return (
    <ul className="changes">
      {changes.map(({ field, old, new: now }) => (
        <li key={field}>
          <span className="t2">{fieldWords(field)}</span>
          <del>{old ?? "nothing"}</del>
          <ArrowRight className="i xs" aria-label="became" />
          <ins>{now ?? "nothing"}</ins>
        </li>
      ))}
    </ul>
  );
}
