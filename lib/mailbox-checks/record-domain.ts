import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { type DomainCheck, domainRecordSchema } from "./schema";

/** Keeps what a look at a sending domain found, with each mailbox of the domain. */
export const recordDomain = defineCommand({
  name: "recordDomain",
  permission: "mailboxes:write",
  input: z.strictObject({
    domain: z.string(),
    selector: z.string().nullable(),
    records: z.array(domainRecordSchema).max(10),
  }),
  run: async (tx, { domain, selector, records }, ctx): Promise<DomainCheck> => {
    const found = { checked_at: ctx.now.toISOString(), selector, records };
    await tx.sql`
      update mailboxes set domain_checked_at = ${ctx.now}, domain_result = ${tx.sql.json(found)}, updated_at = ${ctx.now}
      where channel = 'email' and state <> 'disconnected' and split_part(address_norm, '@', 2) = ${domain}`;
    return found;
  },
});
