import type { TagColour } from "@/lib/tags/schema";

/** A tag in its colour; the word says it, the colour only helps to find it. */
export function TagChip({ name, colour }: { name: string; colour?: TagColour | null }) {
  return (
    <span className="tag" data-colour={colour ?? "grey"}>
      <span className="cut">{name}</span>
    </span>
  );
}
