import { Plus, Upload } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** No row: because there is no lead yet, or because no lead fits. */
export function LeadsEmpty({ filtersOn, cleared }: { filtersOn: number; cleared: string }) {
  if (filtersOn === 0) {
    return (
      <EmptyState
        title="No leads yet"
        actions={
          <>
            <ButtonLink href="/leads/new" variant="primary" icon={Plus}>
              Add the first lead
            </ButtonLink>
            <ButtonLink href="/imports" icon={Upload}>
              Import a file
            </ButtonLink>
          </>
        }
      >
        Add the people you want to win and Touchline shows at once who was contacted, by whom, and who must not be.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No lead fits these filters"
      actions={
        <>
          <ButtonLink href={cleared}>Show all leads</ButtonLink>
          <ButtonLink href="/leads/check">Check an address</ButtonLink>
        </>
      }
    >
      {filtersOn === 1 ? "One filter is on. " : `${filtersOn} filters are on. `}
      Take one away, or search for part of a name, company, address or number.
    </EmptyState>
  );
}
