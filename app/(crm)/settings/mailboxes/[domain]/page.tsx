import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { checkSendingDomainAction } from "@/app/_actions/mailboxes";
import { requireContext } from "@/app/_adapters/session";
import { DomainSetUp } from "@/components/mailboxes/domain-set-up";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { listSendingDomains } from "@/lib/mailbox-checks/queries";

export const metadata: Metadata = { title: "Sending domain" };

type Props = { params: Promise<{ domain: string }> };

export default async function SendingDomainPage({ params }: Props) {
  const ctx = await requireContext();
  const domain = decodeURIComponent((await params).domain).toLowerCase();
  const domains = await read(ctx, "mailboxes:read", listSendingDomains);
  const sending = domains.find((one) => one.domain === domain);
  if (!sending) notFound();
  return (
    <>
      <TopBar title={domain} crumbs={[{ label: "Mailboxes", href: "/settings/mailboxes" }]} />
      <SettingsTabs />
      <div className="scroll">
        <DomainSetUp
          sending={sending}
          check={mayDo(ctx.actor.role, ctx.actor.scopes, "mailboxes:write") ? checkSendingDomainAction : null}
        />
      </div>
    </>
  );
}
