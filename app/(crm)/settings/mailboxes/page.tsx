import type { Metadata } from "next";
import * as actions from "@/app/_actions/mailboxes";
import { readMailboxPage } from "@/app/_adapters/mailbox-page";
import { AddMailboxDialog } from "@/components/mailboxes/add-mailbox-dialog";
import { AddProviderDialog } from "@/components/mailboxes/add-provider-dialog";
import { ConnectAccountDialog } from "@/components/mailboxes/connect-account-dialog";
import { ConnectionNote } from "@/components/mailboxes/connection-note";
import { DomainList } from "@/components/mailboxes/domain-list";
import { MailboxPanel } from "@/components/mailboxes/mailbox-panel";
import { RepLimitForm } from "@/components/mailboxes/rep-limit-form";
import { SendingSwitch } from "@/components/mailboxes/sending-switch";
import { TrackingForm } from "@/components/mailboxes/tracking-form";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = { title: "Mailboxes" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function MailboxesPage({ searchParams }: Props) {
  const found = await readMailboxPage(await searchParams);
  const { admin, panels, doors } = found;
  return (
    <>
      <TopBar title="Mailboxes">
        <AddMailboxDialog add={actions.addMailboxAction} mayShare={admin} />
      </TopBar>
      <SettingsTabs />
      <div className="scroll">
        <ConnectionNote {...found.became} />
        <SendingSwitch {...found.sending} pause={doors.pause} resume={doors.resume} />
        <div className="row mx-4 mt-4 flex-wrap empty:hidden">
          {found.providers.map((one) => (
            <ConnectAccountDialog key={one.code} provider={one} start={doors.start} mayShare={admin} />
          ))}
          {admin ? <AddProviderDialog link={actions.linkProviderAction} origin={found.origin} /> : null}
        </div>
        {panels.length === 0 ? (
          <EmptyState title="No mailbox is connected">
            {found.leaves
              ? "Emails leave by the server that your operator named."
              : "Emails go nowhere yet: they are captured, to be read by admins under Mail."}
          </EmptyState>
        ) : null}
        {panels.map((one) => (
          <MailboxPanel key={one.mailbox.id} {...one} />
        ))}
        <DomainList domains={found.domains} />
        {admin ? <RepLimitForm limit={found.repLimit} change={actions.changeSendingAction} /> : null}
        {admin ? <TrackingForm {...found.tracking} change={actions.changeSendingAction} /> : null}
      </div>
    </>
  );
}
