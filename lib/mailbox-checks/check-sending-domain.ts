import type { Context } from "@/lib/core/context";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { checkDomain } from "./check-domain";
import { getSendingDomain } from "./queries";
import { recordDomain } from "./record-domain";
import { checkSendingDomainInputSchema, type DomainCheck } from "./schema";

/** Looks a sending domain up, outside of any transaction, and keeps what was found. NOT_FOUND for a domain that nobody here sends from. */
export async function checkSendingDomain(ctx: Context, raw: unknown): Promise<DomainCheck> {
  const { domain, selector = null } = parseInput(checkSendingDomainInputSchema, raw);
  const { hosts, domain: known } = await read(ctx, "mailboxes:write", (tx) => getSendingDomain(tx, domain));
  const records = await checkDomain({ domain: known, hosts, selector });
  return recordDomain({ ...ctx, now: currentTime() }, { domain: known, selector, records });
}
