import { parseArgs } from "node:util";
import { withDatabase } from "@/scripts/running-instance";
import { answerTerminal } from "@/scripts/terminal";

const usage = "npm run --silent api-key -- EMAIL [--org SLUG] [--scopes a,b] [--expires 30d]";

/** `npm run api-key`: prints a new key that acts as that member, alone on standard output; everything else is on standard error. */
await answerTerminal(usage, async () => {
  const wish = readWish();
  return withDatabase(() => mintKey(wish));
});

type Wish = { email: string; org?: string; scopes: string[]; days: number | null };

function readWish(): Wish {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { org: text, scopes: text, expires: text },
  });
  const [email, ...more] = positionals;
  if (email === undefined || more.length > 0) throw new Error(`Give one address: ${usage}`);
  return { email, org: values.org, scopes: readScopes(values.scopes), days: readDays(values.expires) };
}

/** Whoever writes `--scopes` wants a key that may less: none at all would make one that may everything. */
function readScopes(given: string | undefined): string[] {
  const scopes = (given ?? "").split(",").flatMap((scope) => scope.trim() || []);
  if (given !== undefined && scopes.length === 0)
    throw new Error(`--scopes names at least one, such as leads:read: ${usage}`);
  return scopes;
}

function readDays(expires: string | undefined): number | null {
  if (expires === undefined) return null;
  const days = /^([1-9]\d{0,3})d$/.exec(expires)?.[1];
  if (days === undefined) throw new Error(`--expires takes a number of days, such as 30d: ${usage}`);
  return Number(days);
}

async function mintKey({ email, org, scopes, days }: Wish): Promise<string> {
  // Late, because the pools take their addresses from the environment that withDatabase sets.
  const { contextOfMember } = await import("@/scripts/context-of-member");
  const { createApiKey } = await import("@/lib/accounts/create-api-key");
  const ctx = await contextOfMember(email, org);
  const { key } = await createApiKey(ctx, { name: "made in the terminal", scopes, expires_in_days: days });
  return key;
}
