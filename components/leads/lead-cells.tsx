import { ChannelIcon } from "@/components/outreach/channel-icon";
import { Avatar } from "@/components/ui/avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import { CHANNELS } from "@/lib/guard/channel-rules";
import type { Lead } from "@/lib/leads/schema";
import { lastContactBy, lastTouchAt } from "./lead-words";

export function OwnerCell({ lead, userId }: { lead: Lead; userId?: string }) {
  if (!lead.owner) return <span className="t3">Nobody</span>;
  const mine = lead.owner.id === userId;
  return (
    <span className="who">
      <Avatar name={lead.owner.name} me={mine} />
      <span className="cut">{mine ? "You" : lead.owner.name}</span>
    </span>
  );
}

/** When they were contacted last, how and by whom, or that they answered. */
export function LastCell({ lead, userId, focusable }: { lead: Lead; userId?: string; focusable: boolean }) {
  const at = lastTouchAt(lead);
  if (!at) return <span className="t3">Not contacted yet</span>;
  const by = lastContactBy(lead, userId);
  const channel = CHANNELS.find((one) => one === lead.last_contact_method) ?? "other";
  return (
    <span className="last">
      <span>
        <ChannelIcon channel={channel} />
      </span>
      <RelativeTime at={at} focusable={focusable} />
      <span className={by.replied ? "m" : "t2"} title={by.text}>
        {by.text}
      </span>
    </span>
  );
}
