"use server";

import { toAction } from "@/app/_adapters/action";
import { createTag } from "@/lib/tags/create-tag";
import { deleteTag } from "@/lib/tags/delete-tag";
import { mergeTags } from "@/lib/tags/merge-tags";
import { updateTag } from "@/lib/tags/update-tag";

export async function createTagAction(raw: unknown) {
  return toAction(createTag, { revalidate: "/settings/tags" })(raw);
}

export async function updateTagAction(raw: unknown) {
  return toAction(updateTag, { revalidate: "/settings/tags" })(raw);
}

export async function mergeTagsAction(raw: unknown) {
  return toAction(mergeTags, { revalidate: "/settings/tags" })(raw);
}

export async function deleteTagAction(raw: unknown) {
  return toAction(deleteTag, { revalidate: "/settings/tags" })(raw);
}
