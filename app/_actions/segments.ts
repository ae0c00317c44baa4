"use server";

import { toAction } from "@/app/_adapters/action";
import { createSegment } from "@/lib/segments/create-segment";
import { deleteSegment } from "@/lib/segments/delete-segment";
import { duplicateSegment } from "@/lib/segments/duplicate-segment";
import { updateSegment } from "@/lib/segments/update-segment";

export async function createSegmentAction(raw: unknown) {
  return toAction(createSegment, { revalidate: "/segments" })(raw);
}

export async function updateSegmentAction(raw: unknown) {
  return toAction(updateSegment, { revalidate: "/segments" })(raw);
}

export async function duplicateSegmentAction(raw: unknown) {
  return toAction(duplicateSegment, { revalidate: "/segments" })(raw);
}

export async function deleteSegmentAction(raw: unknown) {
  return toAction(deleteSegment, { revalidate: "/segments" })(raw);
}
