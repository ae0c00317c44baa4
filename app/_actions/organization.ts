"use server";

import { revalidatePath } from "next/cache";
import { asAction } from "@/app/_adapters/action";
import { forgetCallers } from "@/app/_adapters/caller";
import { changeOrganization } from "@/lib/home/change-organization";

export async function changeOrganizationAction(raw: unknown) {
  const result = await asAction(({ context }) => changeOrganization(context, raw));
  if (!result.ok) return result;
  forgetCallers();
  revalidatePath("/", "layout");
  return result;
}
