import type { TagColours } from "@/lib/tags/schema";
import { TagChip } from "./tag-chip";

/** Tags side by side, each in its colour. */
export function TagList({ tags, colours }: { tags: readonly string[]; colours: TagColours }) {
  return (
    <span className="tags">
      {tags.map((tag) => (
        <TagChip key={tag} name={tag} colour={colours[tag]} />
      ))}
    </span>
  );
}
