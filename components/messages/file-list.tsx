import { Paperclip } from "lucide-react";
import type { MessageFile } from "@/lib/attachments/schema";
import { sizeWords } from "./file-words";

/** What went or came with a message, to be kept by who reads it. */
export function FileList({ files }: { files: MessageFile[] }) {
  if (files.length === 0) return null;
  return (
    <ul className="grid gap-1 sm" aria-label="Files of this message">
      {files.map(({ id, name, size, kept }) => (
        <li key={id} className="row min-w-0">
          <Paperclip className="i s" aria-hidden />
          {kept ? (
            <a className="u cut" href={`/api/attachments/${id}`} download={name}>
              {name}
            </a>
          ) : (
            <span className="cut">{name}</span>
          )}
          <span className="t3 whitespace-nowrap">{kept ? sizeWords(size) : "In the mailbox only"}</span>
        </li>
      ))}
    </ul>
  );
}
