import type { Metadata } from "next";
import { archiveRuleAction, saveRuleAction } from "@/app/_actions/assignment";
import { requireContext } from "@/app/_adapters/session";
import { AssignmentRules } from "@/components/assignment/assignment-rules";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { listMembers } from "@/lib/accounts/queries";
import { listAssignmentRules } from "@/lib/assignment-rules/queries";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";

export const metadata: Metadata = { title: "Assignment" };

export default async function AssignmentPage() {
  const ctx = await requireContext();
  const [rules, members] = await read(ctx, "leads:read", (tx) =>
    Promise.all([listAssignmentRules(tx), listMembers(tx)]),
  );
  return (
    <>
      <TopBar title="Assignment" note="who gets a lead that arrives without an owner" />
      <SettingsTabs />
      <div className="scroll">
        <AssignmentRules
          rules={rules}
          people={members.filter((one) => one.active).map(({ user_id: id, name }) => ({ id, name }))}
          mayChange={mayDo(ctx.actor.role, ctx.actor.scopes, "assignment:write")}
          save={saveRuleAction}
          archive={archiveRuleAction}
        />
      </div>
    </>
  );
}
