"use client";

import { useRouter } from "next/navigation";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";
import type { Segment } from "@/lib/segments/schema";

type DeleteSegmentProps = {
  segment: Segment;
  remove: SettingsAction<{ segment_id: string }, { name: string }>;
  onClose: () => void;
};

/** Asked once, as it cannot be taken back. */
export function DeleteSegment({ segment, remove, onClose }: DeleteSegmentProps) {
  const router = useRouter();
  const { run, busy, problem } = useAction(remove, ({ name }) => {
    showToast({ message: `The segment ${name} is gone; its leads stay` });
    router.push("/segments");
  });
  return (
    <Dialog open onOpenChange={onClose} title={`Delete ${segment.name}`} width="s">
      <div className="body">
        {problem ? <Note tone="bad">{problem.detail}</Note> : null}
        <p>
          Its conditions are gone for good; the leads stay as they are.
          {segment.visibility === "public"
            ? " Everybody loses it, and a sequence that enrolls who comes into it enrolls nobody more."
            : null}
        </p>
      </div>
      <footer>
        <span className="grow" />
        <DialogClose>Keep it</DialogClose>
        <Button variant="danger" busy={busy} onClick={() => run({ segment_id: segment.id })}>
          Delete segment
        </Button>
      </footer>
    </Dialog>
  );
}
