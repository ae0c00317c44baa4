import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/** The address at the other end of the connection, as this process saw it; what a client sends under this name is lost. */
export const peerHeader = "x-touchline-peer";

/** Next.js hands routes no socket, and X-Forwarded-For is anybody's word: the server's own hook notes who is really there. */
export function notePeers(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = requestOf(message);
    request.headers[peerHeader] = request.socket.remoteAddress ?? "";
  });
}

// Node's documented message of this channel: { request, response, socket, server }.
const requestOf = (message: unknown) => message as { request: IncomingMessage };
