import { problemResponse } from "@/app/_adapters/problem";
import { originOf } from "@/app/_adapters/same-origin";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { acceptTwilio } from "@/lib/provider-events/accept-twilio";
import { isText } from "@/lib/provider-events/text-rules";

type Params = { params: Promise<{ token: string }> };
const mostBytes = 64_000;

// An answer to a text is TwiML; this one says nothing to who wrote it.
const silence = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** Nobody signs in here: the signature says who it is, over the address that Twilio was given. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const requestId = newId();
  try {
    const body = await request.text();
    if (body.length > mostBytes) throw new AppError("TOO_LARGE", "A request of Twilio has at most 64,000 bytes.");
    const fields = Object.fromEntries(new URLSearchParams(body));
    const { token } = await params;
    const base = process.env.TOUCHLINE_URL?.replace(/\/+$/, "") || originOf(request.headers);
    const url = `${base}/api/webhooks/twilio/${token}`;
    const signature = request.headers.get("x-twilio-signature");
    const { stored } = await acceptTwilio({ token, signature, url, fields, now: currentTime(), requestId });
    if (!isText(fields)) return Response.json({ stored });
    return new Response(silence, { headers: { "Content-Type": "text/xml" } });
  } catch (error) {
    return problemResponse(error, requestId);
  }
}
