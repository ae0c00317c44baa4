const loopback = /^(::ffff:)?127\.|^::1$|^localhost$/;

/**
 * Whether the request comes from this machine. Next.js tells no peer address, only X-Forwarded-For, which anybody may send:
 * it is believed only while the server listens on the loopback alone.
 */
export function isLocal(headers: Headers): boolean {
  const hops = headers.get("x-forwarded-for")?.split(",") ?? [];
  return loopback.test(process.env.HOSTNAME ?? "") && hops.every((hop) => loopback.test(hop.trim()));
}
