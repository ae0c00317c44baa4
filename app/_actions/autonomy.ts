"use server";

import { toAction } from "@/app/_adapters/action";
import { changeAutonomy } from "@/lib/autonomy/change-autonomy";
import { changeCeiling } from "@/lib/autonomy/change-ceiling";

export async function changeAutonomyAction(raw: unknown) {
  return toAction(changeAutonomy, { revalidate: "/settings/autonomy" })(raw);
}

export async function changeCeilingAction(raw: unknown) {
  return toAction(changeCeiling, { revalidate: "/settings/autonomy" })(raw);
}
