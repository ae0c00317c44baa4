import { TriangleAlert } from "lucide-react";
import Link from "next/link";

/** The same person may be here already: who, and by which address. */
export function PossibleDuplicates({ duplicates }: { duplicates: { id: string; name: string; same: string[] }[] }) {
  return (
    <div className="note stack" role="status">
      <TriangleAlert className="i" aria-hidden="true" />
      <span className="m">This may be a person who is already a lead:</span>
      {duplicates.map((one) => (
        <Link key={one.id} className="link" href={`/leads/${one.id}`}>
          {one.name} ({reasonWords(one.same)})
        </Link>
      ))}
    </div>
  );
}

/** Addresses first; a name alone is only alike. */
function reasonWords(reasons: string[]): string {
  const addresses = reasons.filter((one) => one !== "name_company");
  if (addresses.length > 0) return `same ${addresses.join(", ")}`;
  return "nearly the same name and company";
}
