import { recordVisit } from "@/app/_adapters/tracked";

type Params = { params: Promise<{ token: string }> };

/** A link of a message: it leads where its sealed word says and nowhere else. */
async function follow(request: Request, { params }: Params): Promise<Response> {
  const tracked = await recordVisit(request, (await params).token, "clicked");
  if (!tracked?.url)
    return new Response("This link is not one of ours.\n", { status: 404, headers: { "content-type": "text/plain" } });
  const headers = { location: tracked.url, "cache-control": "no-store, private", "referrer-policy": "no-referrer" };
  return new Response(null, { status: 302, headers });
}

export { follow as GET, follow as HEAD };
