import { peerHeader } from "@/lib/live/peer-address";

const loopback = /^(::ffff:)?127\.|^::1$/;
// Where a proxy of ours may stand: this machine, or the private networks of RFC 1918 and 4193.
const nearby = /^(::ffff:)?(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\.|^::1$|^f[cd]/i;

const hopsOf = (headers: Headers) =>
  headers
    .get("x-forwarded-for")
    ?.split(",")
    .map((hop) => hop.trim()) ?? [];

/** Who asks, by address: the other end of the connection, or whom a proxy of ours says it asks for. */
export function addressOf(headers: Headers): string | undefined {
  const peer = headers.get(peerHeader);
  if (peer && !nearby.test(peer)) return peer;
  // The last entry is the nearest proxy's word; those before it are the client's.
  return hopsOf(headers).at(-1) || peer || undefined;
}

/** Whether the request comes from this machine, and from nobody behind a proxy on it. */
export const isLocal = (headers: Headers): boolean =>
  loopback.test(headers.get(peerHeader) ?? "") && hopsOf(headers).every((hop) => loopback.test(hop));
