import { jobsPool } from "@/db/client";
import { storeCopies } from "@/lib/sent-copies/store-copies";
import { inEach } from "./in-each";
import { contextOf } from "./organization-context";

export const sentCopiesMs = 60_000;

/** Puts what left by connected mailboxes into their Sent folders, in every organization that has some. */
export async function keepSentCopies(): Promise<void> {
  const organizations = await jobsPool()<{ org_id: string }[]>`
    select distinct org_id from mailboxes where imap_host is not null and state = 'active' and channel = 'email'`;
  await inEach(organizations, ({ org_id }) => storeCopies(contextOf(org_id)));
}
