import type { Metadata } from "next";
import { changeNotificationsAction } from "@/app/_actions/notifications";
import { requireContext } from "@/app/_adapters/session";
import { NotificationSwitches } from "@/components/settings/notification-switches";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { read } from "@/lib/core/read";
import { listMutes } from "@/lib/notifications/queries";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage() {
  const ctx = await requireContext();
  const muted = await read(ctx, "notifications:read", (tx) => listMutes(tx, ctx.actor.userId));
  return (
    <>
      <TopBar title="Notifications" />
      <SettingsTabs />
      <div className="scroll">
        <NotificationSwitches muted={muted} changeNotifications={changeNotificationsAction} />
      </div>
    </>
  );
}
