"use client";

import { useEffect, useState } from "react";
import { FileList } from "@/components/messages/file-list";
import { Button } from "@/components/ui/button";
import { DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { reached } from "@/components/ui/reached";
import type { UnmatchedDetail, UnmatchedMessage } from "@/lib/received/schema";
import type { UnmatchedActions } from "./inbox-actions";
import { MailFrame } from "./mail-frame";

type UnmatchedTextProps = Pick<UnmatchedActions, "readUnmatched"> & { message: UnmatchedMessage; onAssign: () => void };

/** All that an unmatched message says, before somebody decides whose it is. */
export function UnmatchedText({ message, readUnmatched, onAssign }: UnmatchedTextProps) {
  const [shown, setShown] = useState<UnmatchedDetail | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let stale = false;
    void reached(readUnmatched(message.id)).then((answer) => {
      if (stale) return;
      if (answer.ok) setShown(answer.output);
      else setProblem(answer.problem.detail);
    });
    return () => {
      stale = true;
    };
  }, [message.id, readUnmatched]);
  const { address, name } = message.from;
  return (
    <>
      <div className="body grid gap-2">
        <p className="t2">{[name, address].filter(Boolean).join(", ") || "Sender not named"}</p>
        {problem ? <Note tone="bad">{problem}</Note> : null}
        {shown ? <Words shown={shown} from={address} /> : null}
      </div>
      <footer>
        <span className="grow" />
        <DialogClose>Close</DialogClose>
        <Button variant="primary" onClick={onAssign}>
          Assign
        </Button>
      </footer>
    </>
  );
}

const Words = ({ shown: { html, body, files }, from }: { shown: UnmatchedDetail; from: string }) => (
  <>
    {html ? (
      <MailFrame html={html} title={`Message of ${from}`} />
    ) : (
      <p className="whitespace-pre-wrap break-words">{body ?? "No text"}</p>
    )}
    <FileList files={files} />
  </>
);
