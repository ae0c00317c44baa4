import { clsx } from "clsx";
import { Calendar, CircleDot, type LucideIcon, Mail, MessageCircle, MessageSquareMore, Phone } from "lucide-react";
import type { Channel } from "@/lib/guard/schema";

const ICONS: Record<Exclude<Channel, "linkedin">, LucideIcon> = {
  email: Mail,
  call: Phone,
  sms: MessageSquareMore,
  whatsapp: MessageCircle,
  meeting: Calendar,
  other: CircleDot,
};

/** Always decoration: the channel's name stands beside it or is said by what surrounds it. */
export function ChannelIcon({ channel, size }: { channel: Channel; size?: "s" | "xs" }) {
  const className = clsx("i", size);
  if (channel === "linkedin") return <LinkedInMark className={className} />;
  const Icon = ICONS[channel];
  return <Icon className={className} aria-hidden="true" />;
}

/** lucide has no brand marks; two letters are enough. */
function LinkedInMark({ className }: { className: string }) {
  return (
    <svg className={className} viewBox="0 0 16 16" aria-hidden="true">
      <path d="M3 6.75v6M3 3.4v.05M6.5 12.75v-6m0 3c0-1.9 1.1-3 2.9-3s2.85 1.1 2.85 3v3" />
    </svg>
  );
}
