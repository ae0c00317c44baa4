import { findCaller } from "@/app/_adapters/caller";
import { sessionIdOf } from "@/app/_adapters/session-cookie";
import { acceptGrant } from "@/lib/oauth-connections/accept-grant";

const page = "/settings/mailboxes";

/** Where a provider sends people back to after they signed in with it. It changes something on GET: the state, bound to the session, is the proof. */
export async function GET(request: Request): Promise<Response> {
  const [caller, sessionId] = [await findCaller(request.headers), await sessionIdOf(request.headers)];
  if (caller?.door !== "session" || !sessionId) return goTo(`/sign-in?next=${encodeURIComponent(page)}`);
  const { searchParams } = new URL(request.url);
  const [state, code, error] = ["state", "code", "error"].map((name) => searchParams.get(name));
  const back = { state: state ?? null, code: code ?? null, error: error ?? null, sessionId };
  const accepted = await acceptGrant(caller.context, back).catch(() => null);
  if (accepted?.ok) return goTo(`${page}?connected=${encodeURIComponent(accepted.address)}`);
  const { problem = "failed", provider = null } = accepted ?? {};
  return goTo(`${page}?problem=${problem}${provider ? `&by=${provider}` : ""}`);
}

// The address with the code in it stays in no history and is told to nobody.
const goTo = (location: string) =>
  new Response(null, {
    status: 303,
    headers: { location, "cache-control": "no-store", "referrer-policy": "no-referrer" },
  });
