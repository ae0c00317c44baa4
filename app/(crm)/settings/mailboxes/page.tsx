import type { Metadata } from "next";
import * as actions from "@/app/_actions/mailboxes";
import { requireContext } from "@/app/_adapters/session";
import { AddMailboxDialog } from "@/components/mailboxes/add-mailbox-dialog";
import { MailboxPanel } from "@/components/mailboxes/mailbox-panel";
import { SendingSwitch } from "@/components/mailboxes/sending-switch";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { EmptyState } from "@/components/ui/empty-state";
import { atLeast, mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { listMailboxes, toMailbox } from "@/lib/mailboxes/queries";
import { getSendingState } from "@/lib/sending-limits/queries";

export const metadata: Metadata = { title: "Mailboxes" };

export default async function MailboxesPage() {
  const ctx = await requireContext();
  const { actor } = ctx;
  const [mailboxes, state] = await read(ctx, "mailboxes:read", (tx) =>
    Promise.all([listMailboxes(tx).then((rows) => rows.map((row) => toMailbox(tx, row))), getSendingState(tx)]),
  );
  const admin = atLeast(actor.role, "admin");
  const doors = {
    update: actions.updateMailboxAction,
    remove: actions.removeMailboxAction,
    check: actions.checkMailboxAction,
    pause: actions.pauseSendingAction,
    resume: actions.resumeSendingAction,
  };
  return (
    <>
      <TopBar title="Mailboxes">
        <AddMailboxDialog add={actions.addMailboxAction} mayShare={admin} />
      </TopBar>
      <SettingsTabs />
      <div className="scroll">
        <SendingSwitch
          state={state}
          mayChange={mayDo(actor.role, actor.scopes, "sending:pause")}
          pause={actions.pauseSendingAction}
          resume={actions.resumeSendingAction}
        />
        {mailboxes.length === 0 ? (
          <EmptyState title="No mailbox is connected">
            Emails leave by the server that your operator named, or are kept under Mail where none is.
          </EmptyState>
        ) : null}
        {mailboxes.map((one) => (
          <MailboxPanel
            key={one.id}
            mailbox={one}
            doors={admin || one.user?.id === actor.userId ? doors : null}
            mayChooseDefault={admin}
          />
        ))}
      </div>
    </>
  );
}
