import { TopBar } from "@/components/shell/top-bar";
import { NoPermission } from "@/components/ui/error-state";

/** For who may not see the money. */
export function NoBudget() {
  return (
    <>
      <TopBar title="Budget" />
      <div className="scroll p-4">
        <NoPermission>Budgets are for managers. Ask one of your organization.</NoPermission>
      </div>
    </>
  );
}
