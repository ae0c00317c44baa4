import { clsx } from "clsx";
import type { Channel } from "@/lib/guard/schema";

/** The marks of lucide (ISC licence) as one line each, on its 24 grid: its components write twelve attributes, and every row of a list has one. */
const MARKS: Record<Exclude<Channel, "linkedin">, string> = {
  email:
    "m22 7-8.991 5.727a2 2 0 0 1-2.009 0L2 7M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z",
  call: "M13.832 16.568a1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 0 0 0-.292 1.233 14 14 0 0 0 6.392 6.384",
  sms: "M22 17a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 21.286V5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2zM12 11h.01M16 11h.01M8 11h.01",
  whatsapp:
    "M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 2 0 0 1 1.099.092 10 10 0 1 0-4.777-4.719",
  meeting: "M8 2v3M16 2v3M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM3 9h18",
  other: "M11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0",
};

/** Always decoration: the channel's name stands beside it or is said by what surrounds it. */
export function ChannelIcon({ channel, size }: { channel: Channel; size?: "s" | "xs" }) {
  if (channel === "linkedin") return <LinkedInMark className={clsx("i", size)} />;
  return (
    <svg className={clsx("lucide i", size)} viewBox="0 0 24 24" aria-hidden="true">
      <path d={MARKS[channel]} />
    </svg>
  );
}

/** lucide has no brand marks; two letters are enough. */
function LinkedInMark({ className }: { className: string }) {
  return (
    <svg className={className} viewBox="0 0 16 16" aria-hidden="true">
      <path d="M3 6.75v6M3 3.4v.05M6.5 12.75v-6m0 3c0-1.9 1.1-3 2.9-3s2.85 1.1 2.85 3v3" />
    </svg>
  );
}
