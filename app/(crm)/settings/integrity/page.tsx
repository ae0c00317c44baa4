import type { Metadata } from "next";
import { startCheckAction } from "@/app/_actions/integrity";
import { requireContext } from "@/app/_adapters/session";
import { IntegrityView } from "@/components/integrity/integrity-view";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { NoPermission } from "@/components/ui/error-state";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { findLastRun } from "@/lib/integrity/run-queries";

export const metadata: Metadata = { title: "Integrity" };

export default async function IntegrityPage() {
  const ctx = await requireContext();
  const mayRead = mayDo(ctx.actor.role, ctx.actor.scopes, "audit:read");
  const last = mayRead ? await read(ctx, "audit:read", findLastRun) : null;
  return (
    <>
      <TopBar title="Integrity" note="what is kept twice, compared" />
      <SettingsTabs />
      <div className="scroll p-4">
        {mayRead ? (
          <IntegrityView last={last} start={startCheckAction} />
        ) : (
          <NoPermission>The recount is for admins. Ask one of your organization.</NoPermission>
        )}
      </div>
    </>
  );
}
