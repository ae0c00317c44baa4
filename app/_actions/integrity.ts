"use server";

import { toAction } from "@/app/_adapters/action";
import { startCheck } from "@/lib/integrity/start-check";

export async function startCheckAction() {
  return toAction(startCheck, { revalidate: "/settings/integrity" })({});
}
