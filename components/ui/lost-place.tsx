import { ButtonLink } from "./button";
import { EmptyState } from "./empty-state";
import { hrefWith } from "./query-href";

/** In place of a list that has no such place: why, and its first page, narrowed as it was. */
export function LostPlace({ query }: { query: string }) {
  return (
    <div className="scroll">
      <EmptyState
        title="The list has no such page"
        actions={
          <ButtonLink href={hrefWith(query, {})} variant="primary">
            First page
          </ButtonLink>
        }
      >
        The end of the link belongs to another list or another order, or a part of it was lost on the way.
      </EmptyState>
    </div>
  );
}
