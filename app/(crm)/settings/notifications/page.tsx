import type { Metadata } from "next";
import { changeDigestAction, changeNotificationsAction } from "@/app/_actions/notifications";
import { removeViewMailAction } from "@/app/_actions/view-mails";
import { requireContext } from "@/app/_adapters/session";
import { DigestSwitch } from "@/components/settings/digest-switch";
import { NotificationSwitches } from "@/components/settings/notification-switches";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { ViewMailList } from "@/components/settings/view-mail-list";
import { TopBar } from "@/components/shell/top-bar";
import { read } from "@/lib/core/read";
import { wantsDigest } from "@/lib/notifications/digest-queries";
import { listMutes } from "@/lib/notifications/queries";
import { listViewMails } from "@/lib/view-mails/queries";
import { views } from "@/lib/view-mails/view-queries";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage() {
  const ctx = await requireContext();
  const { userId } = ctx.actor;
  const muted = await read(ctx, "notifications:read", (tx) => listMutes(tx, userId));
  const digest = await read(ctx, "notifications:read", (tx) => wantsDigest(tx, userId));
  const mails = await read(ctx, "analytics:read", (tx) => listViewMails(tx, userId));
  return (
    <>
      <TopBar title="Notifications" />
      <SettingsTabs />
      <div className="scroll">
        <NotificationSwitches muted={muted} changeNotifications={changeNotificationsAction} />
        <DigestSwitch on={digest} changeDigest={changeDigestAction} />
        <ViewMailList
          mails={mails.map((one) => ({ ...one, title: views[one.view].title }))}
          remove={removeViewMailAction}
        />
      </div>
    </>
  );
}
