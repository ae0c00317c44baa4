"use client";

import { Paperclip, X } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import type { Attachment } from "@/lib/attachments/schema";
import { sizeWords } from "./file-words";
import type { MessageDraft } from "./message-draft";

type Props = { files: Attachment[]; change: (part: Partial<MessageDraft>) => void };

/** Files that go with an email; each is on the server before the message is. */
export function AttachField({ files, change }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const attach = async (chosen: readonly File[]) => {
    setBusy(true);
    setProblem(null);
    const added: Attachment[] = [];
    for (const file of chosen) {
      const answer = await upload(file);
      if ("problem" in answer) setProblem(`${file.name}: ${answer.problem}`);
      else added.push(answer);
    }
    setBusy(false);
    if (added.length > 0) change({ files: [...files, ...added] });
  };
  return (
    <div className="field">
      <div className="row wrap g12">
        <input
          ref={field}
          type="file"
          multiple
          hidden
          aria-label="Files"
          onChange={(event) => {
            const chosen = [...(event.target.files ?? [])];
            event.target.value = "";
            void attach(chosen);
          }}
        />
        <Button variant="ghost" icon={Paperclip} busy={busy} disabled={busy} onClick={() => field.current?.click()}>
          Attach
        </Button>
        {files.length > 0 ? (
          <ul className="row wrap g12" aria-label="Attached files">
            {files.map((one) => (
              <li key={one.id} className="row">
                <span className="cut">{one.name}</span>
                <span className="t3">{sizeWords(one.size)}</span>
                <Button
                  variant="ghost"
                  size="small"
                  icon={X}
                  iconOnly
                  onClick={() => change({ files: files.filter((other) => other !== one) })}
                >
                  {`Leave out ${one.name}`}
                </Button>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      {problem ? <FieldError>{problem}</FieldError> : null}
    </div>
  );
}

// Our own route answers these shapes: app/api/attachments/attachments.db.test.ts.
async function upload(file: File): Promise<Attachment | { problem: string }> {
  try {
    const asked = new URLSearchParams({ name: file.name, ...(file.type && { type: file.type }) });
    const response = await fetch(`/api/attachments?${asked}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: file,
    });
    const answer: unknown = await response.json();
    return response.ok
      ? (answer as Attachment)
      : { problem: (answer as { detail: string }).detail.replace(/^file: /, "") };
  } catch {
    return { problem: "It was not uploaded. Check the connection and try again." };
  }
}
