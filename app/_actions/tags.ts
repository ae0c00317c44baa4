"use server";

import { toAction } from "@/app/_adapters/action";
import { addLeadTag } from "@/lib/taggings/add-lead-tag";
import { removeLeadTag } from "@/lib/taggings/remove-lead-tag";
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

export async function addLeadTagAction(leadId: string, name: string) {
  return toAction(addLeadTag, { revalidate: "/leads" })({ lead_id: leadId, name });
}

export async function removeLeadTagAction(leadId: string, name: string) {
  return toAction(removeLeadTag, { revalidate: "/leads" })({ lead_id: leadId, name });
}
