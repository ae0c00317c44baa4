"use client";

import { Copy, Ellipsis, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { fileItems } from "@/components/leads/list-menu";
import type { SettingsAction } from "@/components/settings/use-action";
import { useAction } from "@/components/settings/use-action";
import { ButtonLink } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { showToast } from "@/components/ui/toast";
import type { Segment } from "@/lib/segments/schema";
import { menuOf } from "./segment-work";
import { useUnsaved } from "./shown-segment";

type Asked = { segment_id: string };
type SegmentMenuProps = {
  segment: Segment;
  mayExport: boolean;
  duplicate: SettingsAction<Asked, Segment>;
  remove: SettingsAction<Asked, { name: string }>;
};

const DeleteSegment = dynamic(() => import("./delete-segment").then((one) => one.DeleteSegment));

/** Open it as a list, take its leads out as a file, copy it, take it away. */
export function SegmentMenu({ segment, mayExport, duplicate, remove }: SegmentMenuProps) {
  const router = useRouter();
  const [ending, setEnding] = useState(false);
  const copy = useAction(duplicate, (made) => {
    showToast({ message: `This is ${made.name}, a copy that only you see` });
    router.push(`/segments/${made.id}`);
  });
  const { list, file, listMark, copyMark } = menuOf(segment, useUnsaved());
  const files = mayExport ? fileItems(file) : [];
  const items = [
    ...files.map((item) => ({ ...item, label: `${item.label}${listMark}` })),
    { id: "copy", label: `Duplicate${copyMark}`, icon: Copy, run: () => copy.run({ segment_id: segment.id }) },
    ...(segment.may_change
      ? [{ id: "delete", label: "Delete", icon: Trash2, danger: true, run: () => setEnding(true) }]
      : []),
  ];
  return (
    <>
      <ButtonLink href={list} prefetch={false}>
        {`Open as list${listMark}`}
      </ButtonLink>
      <Menu
        label="Segment options"
        button={{ variant: "ghost", icon: Ellipsis, iconOnly: true, busy: copy.busy, children: "Segment options" }}
        items={items}
      />
      {ending ? <DeleteSegment segment={segment} remove={remove} onClose={() => setEnding(false)} /> : null}
    </>
  );
}
