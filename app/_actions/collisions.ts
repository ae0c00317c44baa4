"use server";

import { toAction } from "@/app/_adapters/action";
import { resolveCollision } from "@/lib/collisions/resolve-collision";
import { reviewOverride } from "@/lib/collisions/review-override";

const revalidate = "/collisions";

export async function reviewOverrideAction(raw: unknown) {
  return toAction(reviewOverride, { revalidate })(raw);
}

export async function resolveCollisionAction(raw: unknown) {
  return toAction(resolveCollision, { revalidate })(raw);
}
