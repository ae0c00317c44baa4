import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function ViewNotFound() {
  return (
    <div className="scroll">
      <EmptyState
        title="This view is private or gone"
        actions={<ButtonLink href="/leads?view=all">Show all leads</ButtonLink>}
      >
        Ask who sent you the link to share the view with your team or with everybody.
      </EmptyState>
    </div>
  );
}
