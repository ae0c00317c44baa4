import type { Metadata } from "next";
import { changeCalendarAction } from "@/app/_actions/calendar";
import { requireContext } from "@/app/_adapters/session";
import { CalendarForm } from "@/components/settings/calendar-form";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { getCalendar } from "@/lib/calendar/queries";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";

export const metadata: Metadata = { title: "Calendar" };

export default async function CalendarPage() {
  const ctx = await requireContext();
  const calendar = await read(ctx, "analytics:read", getCalendar);
  return (
    <>
      <TopBar title="Calendar" />
      <SettingsTabs />
      <div className="scroll">
        <CalendarForm
          calendar={calendar}
          mayChange={mayDo(ctx.actor.role, ctx.actor.scopes, "settings:write")}
          zone={ctx.timezone}
          change={changeCalendarAction}
        />
      </div>
    </>
  );
}
