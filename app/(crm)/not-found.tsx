import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <div className="scroll">
      <EmptyState title="There is nothing here" actions={<ButtonLink href="/leads">Go to leads</ButtonLink>}>
        The link may be old, or what it shows was deleted or belongs to another organization.
      </EmptyState>
    </div>
  );
}
