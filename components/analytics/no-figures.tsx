import { TopBar } from "@/components/shell/top-bar";
import { NoPermission } from "@/components/ui/error-state";
import { type Tab, Tabs } from "@/components/ui/tabs";

const reasons = {
  money: "What leads cost and brought is for managers. Ask one of your organization.",
  colleague: "These are the figures of a colleague, which they and managers see. Ask one of them.",
};

/** A page of figures that this person may not see: why, whom to ask, and the pages that they may open. */
export function NoFigures({ title, tabs, why }: { title: string; tabs: Tab[]; why: keyof typeof reasons }) {
  return (
    <>
      <TopBar title={title} />
      <Tabs label="Analytics" tabs={tabs} />
      <div className="scroll p-4">
        <NoPermission>{reasons[why]}</NoPermission>
      </div>
    </>
  );
}
