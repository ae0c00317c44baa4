"use client";

import { useRouter } from "next/navigation";
import type { SettingsAction } from "@/components/settings/use-action";
import { useAction } from "@/components/settings/use-action";
import { Button, ButtonLink } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast";
import type { Segment } from "@/lib/segments/schema";

type Asked = { segment_id: string };
type SegmentMenuProps = {
  segment: Segment;
  duplicate: SettingsAction<Asked, Segment>;
  remove: SettingsAction<Asked, { name: string }>;
};

/** Open it as a list, copy it, take it away. */
export function SegmentMenu({ segment, duplicate, remove }: SegmentMenuProps) {
  const router = useRouter();
  const copy = useAction(duplicate, (made) => router.push(`/segments/${made.id}`));
  const end = useAction(remove, ({ name }) => {
    showToast({ message: `The segment ${name} is gone; its leads stay` });
    router.push("/segments");
  });
  const asked = { segment_id: segment.id };
  return (
    <>
      <ButtonLink href={`/leads?filter=${encodeURIComponent(JSON.stringify(segment.filter))}`} prefetch={false}>
        Open as list
      </ButtonLink>
      <Button variant="ghost" className="wide" busy={copy.busy} onClick={() => copy.run(asked)}>
        Duplicate
      </Button>
      {segment.may_change ? (
        <Button variant="danger" className="wide" busy={end.busy} onClick={() => end.run(asked)}>
          Delete
        </Button>
      ) : null}
    </>
  );
}
