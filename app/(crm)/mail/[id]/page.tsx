import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { resolveMessageAction } from "@/app/_actions/mail";
import { requireContext } from "@/app/_adapters/session";
import { MailView } from "@/components/mail/mail-view";
import { ResolveButtons } from "@/components/mail/resolve-buttons";
import { TopBar } from "@/components/shell/top-bar";
import { AppError } from "@/lib/core/errors";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { getMail } from "@/lib/outbox/queries";
import { mailIdInputSchema } from "@/lib/outbox/schema";
import { findTracked } from "@/lib/tracked-events/queries";

type OrgTx = Parameters<Parameters<typeof read>[2]>[0];

export const metadata: Metadata = { title: "Message" };

export default async function MessagePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireContext();
  const asked = mailIdInputSchema.safeParse(await params);
  if (!asked.success || !mayDo(ctx.actor.role, ctx.actor.scopes, "mail:read")) notFound();
  const { id } = asked.data;
  const load = (tx: OrgTx) => Promise.all([getMail(tx, id), findTracked(tx, id)]);
  const [mail, tracked] = await read(ctx, "mail:read", load).catch((error) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  return (
    <>
      <TopBar title={mail.subject || "No subject"} crumbs={[{ label: "Mail", href: "/mail" }]} />
      <div className="scroll">
        <MailView mail={mail} tracked={tracked}>
          {mail.status === "unknown" ? <ResolveButtons id={mail.id} resolve={resolveMessageAction} /> : null}
        </MailView>
      </div>
    </>
  );
}
