import { readBytes } from "@/app/_adapters/body";
import { problemResponse } from "@/app/_adapters/problem";
import { recipientOf } from "@/app/_adapters/recipient";
import { notFound } from "@/lib/core/errors";
import { unsubscribeRecipient } from "@/lib/unsubscribes/unsubscribe-recipient";

type Params = { params: Promise<{ token: string }> };
const mostBytes = 10_000;

/** `POST /u/{token}`, which the proxy hands on to here: a mail program's one click (RFC 8058), or the form of the page. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const { token } = await params;
  try {
    const holder = recipientOf(token, request.headers);
    if (!holder) throw notFound("link");
    const form = await formOf(request);
    const stop = form.getAll("stop").map(String);
    // One click carries no choice, and is about the address that it came to.
    const chosen = stop.length > 0 ? { stop } : {};
    await unsubscribeRecipient(holder.context, { communication_id: holder.communicationId, ...chosen });
    if (!form.has("page")) return new Response("Unsubscribed.\n", { headers: { "content-type": "text/plain" } });
    return new Response(null, { status: 303, headers: { location: `/u/${token}` } });
  } catch (error) {
    return problemResponse(error, request.headers.get("x-request-id") ?? "");
  }
}

async function formOf(request: Request): Promise<FormData> {
  const bytes = await readBytes(request, mostBytes);
  try {
    const type = request.headers.get("content-type") ?? "";
    return await new Response(bytes, { headers: { "content-type": type } }).formData();
  } catch {
    return new FormData();
  }
}
