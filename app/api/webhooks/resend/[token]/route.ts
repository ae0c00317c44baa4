import { problemResponse } from "@/app/_adapters/problem";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { acceptWebhook } from "@/lib/provider-events/accept-webhook";

type Params = { params: Promise<{ token: string }> };
const mostBytes = 256_000;

/** Nobody signs in here: the signature says who it is. The body is read as it came, because that is what was signed. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const requestId = newId();
  try {
    if (Number(request.headers.get("content-length") ?? 0) > mostBytes)
      throw new AppError("TOO_LARGE", "A webhook has at most 256,000 bytes.");
    const body = await request.text();
    if (body.length > mostBytes) throw new AppError("TOO_LARGE", "A webhook has at most 256,000 bytes.");
    const of = (name: string) => request.headers.get(`svix-${name}`) ?? request.headers.get(`webhook-${name}`);
    const signed = { id: of("id"), timestamp: of("timestamp"), signature: of("signature") };
    const { token } = await params;
    return Response.json(await acceptWebhook({ token, signed, body, now: currentTime(), requestId }));
  } catch (error) {
    return problemResponse(error, requestId);
  }
}
