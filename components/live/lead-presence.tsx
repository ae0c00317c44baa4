"use client";

import { useRouter } from "next/navigation";
import { useQueryState } from "nuqs";
import { askClaim } from "@/components/drafts/draft-requests";
import { writerName, writingWords } from "@/components/drafts/draft-words";
import { Avatar, type AvatarProps } from "@/components/ui/avatar";
import { showToast } from "@/components/ui/toast";
import type { Channel, Contactability } from "@/lib/guard/schema";
import { channelOf } from "./live-words";
import { useLiveRefresh } from "./use-live-refresh";
import { useViewers, type Viewer } from "./use-viewers";

type LeadPresenceProps = { leadId: string; draft: Contactability["draft"] };

/** Who looks at this lead and who writes to them, in the top bar; a draft is taken over with one click, and its writer is told. */
export function LeadPresence({ leadId, draft }: LeadPresenceProps) {
  const router = useRouter();
  const [, setLog] = useQueryState("log");
  const viewers = useViewers(leadId).filter((one) => one.id !== draft?.user?.id);
  useLiveRefresh({ leadId, kinds: ["lead.drafting"] });
  const takeOver = async (channel: Channel) => {
    const answer = await askClaim(leadId, channel, true);
    if (!answer?.claimed) return showToast({ message: "Not taken over. Try again." });
    router.refresh();
    void setLog(channel);
  };
  const writer = draft ? writerName(draft.user) : "";
  const channel = draft && channelOf(draft.method);
  return (
    <>
      {viewers.length > 0 ? <Lookers viewers={viewers} /> : null}
      {draft ? (
        <>
          <span className="here writing wide" role="status">
            <Sign name={writer} act="writing" />
            <span>{`${firstName(writer)} ${writingWords(draft.method)}`}</span>
            {channel ? (
              <button type="button" className="link" onClick={() => takeOver(channel)}>
                Take over
              </button>
            ) : null}
          </span>
          <span className="phone">
            <Avatar name={writer} act="writing" />
          </span>
        </>
      ) : null}
    </>
  );
}

/** The words beside it say the same. */
function Sign(props: AvatarProps) {
  return (
    <span className="contents" aria-hidden="true">
      <Avatar {...props} />
    </span>
  );
}

function Lookers({ viewers }: { viewers: readonly Viewer[] }) {
  const [first, ...others] = viewers;
  if (!first) return null;
  return (
    <>
      <span className="here wide" title={viewers.map((one) => one.name).join(", ")}>
        <Sign name={first.name} act="looking" />
        <span>{lookingWords(first, others)}</span>
      </span>
      <span className="phone row g12">
        {viewers.slice(0, 3).map((one) => (
          <Avatar key={one.id} name={one.name} act="looking" />
        ))}
      </span>
    </>
  );
}

function lookingWords(first: Viewer, [second, ...more]: readonly Viewer[]): string {
  if (!second) return `${firstName(first.name)} is looking`;
  const rest = more.length === 0 ? firstName(second.name) : `${more.length + 1} others`;
  return `${firstName(first.name)} and ${rest} are looking`;
}

const firstName = (name: string) => (name === "A colleague" ? name : name.replace(/\s.*$/, ""));
