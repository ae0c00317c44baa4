import type { Metadata } from "next";
import { changeQuietHoursAction } from "@/app/_actions/quiet-hours";
import { requireContext } from "@/app/_adapters/session";
import { QuietHoursForm } from "@/components/settings/quiet-hours-form";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { getQuietHours } from "@/lib/quiet-hours/queries";

export const metadata: Metadata = { title: "Quiet hours" };

export default async function QuietHoursPage() {
  const ctx = await requireContext();
  const hours = await read(ctx, "leads:read", getQuietHours);
  return (
    <>
      <TopBar title="Quiet hours" />
      <SettingsTabs />
      <div className="scroll">
        <QuietHoursForm
          hours={hours}
          mayChange={mayDo(ctx.actor.role, ctx.actor.scopes, "settings:write")}
          organizationZone={ctx.timezone}
          changeHours={changeQuietHoursAction}
        />
      </div>
    </>
  );
}
