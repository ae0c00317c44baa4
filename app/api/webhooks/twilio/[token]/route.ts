import { problemResponse } from "@/app/_adapters/problem";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { acceptStatusCallback } from "@/lib/provider-events/accept-webhook";

type Params = { params: Promise<{ token: string }> };
const mostBytes = 64_000;

/** Nobody signs in here: the signature says who it is, over the address that Twilio was given. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const requestId = newId();
  try {
    const body = await request.text();
    if (body.length > mostBytes) throw new AppError("TOO_LARGE", "A status callback has at most 64,000 bytes.");
    const fields = Object.fromEntries(new URLSearchParams(body));
    const { token } = await params;
    const url = `${(process.env.TOUCHLINE_URL ?? "").replace(/\/+$/, "")}/api/webhooks/twilio/${token}`;
    const signature = request.headers.get("x-twilio-signature");
    return Response.json(await acceptStatusCallback({ token, signature, url, fields, now: currentTime(), requestId }));
  } catch (error) {
    return problemResponse(error, requestId);
  }
}
