import { readQuery } from "@/app/_adapters/asked";
import { findCaller } from "@/app/_adapters/caller";
import { answering } from "@/app/_adapters/endpoint";
import { parseInput } from "@/lib/core/parse";
import { openEventStream } from "@/lib/live/event-stream";
import { listenInputSchema } from "@/lib/live/schema";

export const dynamic = "force-dynamic";

/** The organization's news as they are sealed; `Last-Event-ID`, or `?last_event_id=` for a first connection, resumes. */
export const GET = answering(
  "live",
  async (request, _params, { context, identity }) => {
    const { last_event_id } = parseInput(listenInputSchema, readQuery(request));
    const stream = await openEventStream({
      ctx: context,
      lastEventId: request.headers.get("last-event-id") ?? last_event_id ?? null,
      signal: request.signal,
      // Who may see other leads now hears them in a new stream, which the browser opens by itself.
      mayStay: async () => {
        const now = (await findCaller(request.headers))?.identity;
        return now?.id === identity.id && String(now.sees) === String(identity.sees);
      },
    });
    const headers = {
      "Content-Type": "text/event-stream; charset=utf-8",
      // no-transform also keeps compression, which would hold lines back, away from the stream.
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    };
    return new Response(stream, { headers });
  },
  "with a query",
);
