"use server";

import { toAction } from "@/app/_adapters/action";
import { resolveMessage } from "@/lib/unknown-messages/resolve-message";

export async function resolveMessageAction(raw: unknown) {
  return toAction(resolveMessage, { revalidate: "/mail" })(raw);
}
