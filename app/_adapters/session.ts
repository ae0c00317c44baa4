import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { type Caller, findCaller, visitorOf } from "./caller";
import { isSameOrigin } from "./same-origin";

/** For pages: the caller, once per request; without one, to the sign-in page and back here afterwards. */
export const requireCaller = cache(async (): Promise<Caller> => {
  const asked = await headers();
  const caller = await findCaller(asked);
  if (caller?.door === "session") return caller;
  redirect(`/sign-in?next=${encodeURIComponent(asked.get("x-path") ?? "/")}`);
});

/** For pages: who asks, in which organization, at which moment. */
export const requireContext = async (): Promise<Context> => (await requireCaller()).context;

/** For routes: the caller, or UNAUTHENTICATED. A write with the browser's session must come from our own pages. */
export async function authenticate(request: Request, visitor = visitorOf(request.headers)): Promise<Caller> {
  const caller = await findCaller(request.headers, visitor);
  if (!caller) throw unauthenticated();
  if (caller.door === "session" && isWrite(request.method) && !isSameOrigin(request.headers)) {
    throw new AppError("FORBIDDEN", "This came from another site. Open the page again and repeat it there.");
  }
  return caller;
}

export const unauthenticated = () =>
  new AppError("UNAUTHENTICATED", "Your session is over, or the key does not work. Sign in again, or use another key.");

const isWrite = (method: string) => !["GET", "HEAD", "OPTIONS"].includes(method);
