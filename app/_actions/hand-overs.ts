"use server";

import { asAction, toAction } from "@/app/_adapters/action";
import { checkAddress } from "@/lib/blind-checks/check-address";
import { checkAddressInputSchema } from "@/lib/blind-checks/schema";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { acceptHandOver } from "@/lib/hand-overs/accept-hand-over";
import { rejectHandOver } from "@/lib/hand-overs/reject-hand-over";
import { requestHandOver } from "@/lib/hand-overs/request-hand-over";

export async function requestHandOverAction(raw: unknown) {
  return toAction(requestHandOver)(raw);
}

export async function acceptHandOverAction(raw: unknown) {
  return toAction(acceptHandOver, { revalidate: "/leads" })(raw);
}

export async function rejectHandOverAction(raw: unknown) {
  return toAction(rejectHandOver, { revalidate: "/leads" })(raw);
}

export async function checkAddressAction(raw: unknown) {
  return asAction(({ context }) => {
    const asked = parseInput(checkAddressInputSchema, raw);
    return read(context, "leads:read", (tx) => checkAddress(tx, asked, context));
  });
}
