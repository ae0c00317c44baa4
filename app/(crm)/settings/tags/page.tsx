import type { Metadata } from "next";
import { createTagAction, deleteTagAction, mergeTagsAction, updateTagAction } from "@/app/_actions/tags";
import { requireContext } from "@/app/_adapters/session";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { AddTag } from "@/components/tags/add-tag";
import { TagsTable } from "@/components/tags/tags-table";
import { EmptyState } from "@/components/ui/empty-state";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { listTags } from "@/lib/tags/queries";

export const metadata: Metadata = { title: "Tags" };

export default async function TagsPage() {
  const ctx = await requireContext();
  const tags = await read(ctx, "tags:read", listTags);
  const mayChange = mayDo(ctx.actor.role, ctx.actor.scopes, "tags:write");
  const doors = { update: updateTagAction, merge: mergeTagsAction, remove: deleteTagAction };
  return (
    <>
      <TopBar title="Tags" />
      <SettingsTabs />
      <div className="scroll">
        {mayChange ? <AddTag add={createTagAction} /> : null}
        {tags.length > 0 ? (
          <TagsTable tags={tags} doors={mayChange ? doors : null} />
        ) : (
          <EmptyState title="No tags yet">Tags are words on leads, such as the fair where you met.</EmptyState>
        )}
      </div>
    </>
  );
}
