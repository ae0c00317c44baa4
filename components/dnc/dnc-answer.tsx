import { Ban, Check } from "lucide-react";
import { Note } from "@/components/ui/note";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DncCheck } from "@/lib/dnc/schema";
import { channelWords } from "./dnc-list";
import { SOURCE_NAMES } from "./dnc-words";

/** Whether an address is blocked, on which channels, why and since when. */
export function DncAnswer({ answer }: { answer: DncCheck }) {
  if (!answer.blocked) {
    return (
      <Note icon={Check}>
        <span className="m">{answer.normalized}</span> is not on the list.
      </Note>
    );
  }
  return (
    <div className="note bad alert" role="status">
      <Ban className="i" aria-hidden="true" />
      <div className="lines">
        <p className="m">{answer.normalized} must not be contacted.</p>
        {answer.entries.map((entry) => (
          <p key={entry.id}>
            {channelWords(entry.channel)}: {entry.reason}, {SOURCE_NAMES[entry.source].toLowerCase()},{" "}
            <RelativeTime at={entry.since} />
            {entry.expires_at ? (
              <>
                , ends <RelativeTime at={entry.expires_at} form="until" />
              </>
            ) : null}
          </p>
        ))}
      </div>
    </div>
  );
}
