import { recordVisit } from "@/app/_adapters/tracked";

type Params = { params: Promise<{ token: string }> };

// One transparent dot.
const dot = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

/** The picture at the end of a message. The same for every word, so that nobody learns which are ours. */
async function show(request: Request, { params }: Params): Promise<Response> {
  await recordVisit(request, (await params).token, "opened");
  const headers = {
    "content-type": "image/gif",
    "cache-control": "no-store, private",
    "content-length": String(dot.length),
  };
  return new Response(request.method === "HEAD" ? null : dot, { headers });
}

export { show as GET, show as HEAD };
