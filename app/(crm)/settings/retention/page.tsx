import type { Metadata } from "next";
import { changeRetentionAction } from "@/app/_actions/deletions";
import { requireContext } from "@/app/_adapters/session";
import { RetentionForm } from "@/components/settings/retention-form";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { getPurgeDays } from "@/lib/deletions/queries";

export const metadata: Metadata = { title: "Retention" };

export default async function RetentionPage() {
  const ctx = await requireContext();
  const days = await read(ctx, "leads:read", getPurgeDays);
  return (
    <>
      <TopBar title="Retention" note="how long deleted leads are kept" />
      <SettingsTabs />
      <div className="scroll">
        <RetentionForm
          days={days}
          mayChange={mayDo(ctx.actor.role, ctx.actor.scopes, "settings:write")}
          change={changeRetentionAction}
        />
      </div>
    </>
  );
}
