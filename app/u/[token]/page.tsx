import type { Metadata } from "next";
import { headers } from "next/headers";
import { recipientOf } from "@/app/_adapters/recipient";
import { AuthFrame } from "@/components/auth/auth-frame";
import { UnsubscribeForm } from "@/components/unsubscribes/unsubscribe-form";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { getRecipient } from "@/lib/unsubscribes/queries";

export const metadata: Metadata = { title: "Unsubscribe", robots: { index: false }, referrer: "no-referrer" };

type Props = { params: Promise<{ token: string }> };

/** Looking at it changes nothing: programs that follow every link in a mail come by here. */
export default async function UnsubscribePage({ params }: Props) {
  const { token } = await params;
  const recipient = await find(token);
  if (!recipient)
    return (
      <AuthFrame title="This link is not complete">
        Perhaps a part of it was lost on the way. Open it from the email itself, or answer that email with the word
        unsubscribe.
      </AuthFrame>
    );
  return <UnsubscribeForm recipient={recipient} action={`/u/${token}`} />;
}

async function find(token: string) {
  const holder = recipientOf(token, await headers());
  if (!holder) return null;
  try {
    return await read(holder.context, "dnc:read", (tx) => getRecipient(tx, holder.communicationId));
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}
