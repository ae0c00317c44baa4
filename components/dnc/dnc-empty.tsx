import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** No entry: because nobody asked to be left alone yet, or because none fits. */
export function DncEmpty({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState title="No entry fits" actions={<ButtonLink href="/dnc">Show all entries</ButtonLink>}>
        Search for part of an address, a number or a reason. To ask about one address, use the field at the right: it
        knows domains, too.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nobody is on the list">
      Who asks not to be contacted goes on it: an address, a domain, a number or a person. Nobody can contact them then.
    </EmptyState>
  );
}
