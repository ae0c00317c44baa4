"use server";

import { toAction } from "@/app/_adapters/action";
import { changeSignature } from "@/lib/signatures/change-signature";
import { changePostalAddress } from "@/lib/unsubscribes/change-postal-address";

export async function changeSignatureAction(signature: string) {
  return toAction(changeSignature, { revalidate: "/settings/writing" })({ signature });
}

export async function changePostalAddressAction(postalAddress: string) {
  return toAction(changePostalAddress, { revalidate: "/settings/writing" })({ postal_address: postalAddress });
}
