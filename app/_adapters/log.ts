import pino from "pino";

/** JSON lines to standard output; the supervisor writes them to logs/web.log. Never a body, an address or a token. */
export const log = pino({ name: "web", level: process.env.LOG_LEVEL ?? "info" });
