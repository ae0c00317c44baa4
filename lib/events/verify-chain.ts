import type postgres from "postgres";
import { jobsPool } from "@/db/client";
import { findRivals, getHead, type Link, listLinks } from "./chain-queries";
import { type Damage, genesis, type Head, linkHash, nameDamage } from "./chain-rules";
import { sha256 } from "./digest";

/** How many sealed events were read, and the first place where the chain is not what was sealed. */
export type Verified = { events: number; bad: { position: number; kind: Damage } | null };

const pageSize = 1000;

/** Reads one organization's whole chain by position, in one snapshot, so that the sealer may go on meanwhile. */
export async function verifyChain(orgId: string): Promise<Verified> {
  let verified: Verified = { events: 0, bad: null };
  await jobsPool().begin("isolation level repeatable read read only", async (sql) => {
    verified = await walk(sql, orgId);
  });
  return verified;
}

async function walk(sql: postgres.TransactionSql, orgId: string): Promise<Verified> {
  const head = await getHead(sql, orgId);
  let last: Head = genesis;
  for (;;) {
    const page = await listLinks(sql, orgId, last.position, pageSize);
    for (const link of page) {
      const events = last.position;
      if (!follows(link, last, head)) return { events, bad: await explain(sql, orgId, last, head, link) };
      if (!link.payload_holds) return { events, bad: { position: link.position, kind: "payload" } };
      last = { position: link.position, hash: link.hash ?? "" };
    }
    if (page.length < pageSize) return { events: last.position, bad: endDamage(last, head) };
  }
}

function follows(link: Link, before: Head, head: Head): boolean {
  if (link.position !== before.position + 1 || link.position > head.position) return false;
  return link.prev_hash === before.hash && link.hash === linkHash(before.hash, link, link.position, sha256);
}

function endDamage(last: Head, head: Head): Verified["bad"] {
  if (last.position < head.position) return { position: last.position + 1, kind: "cut_tail" };
  return last.hash === head.hash ? null : { position: last.position, kind: "edit" };
}

async function explain(sql: postgres.TransactionSql, orgId: string, before: Head, head: Head, link: Link) {
  const { rival, followed } = await findRivals(sql, orgId, { before: before.hash, found: link });
  return nameDamage(before, head, {
    position: link.position,
    prevHash: link.prev_hash,
    holdsAlone: link.hash === linkHash(link.prev_hash ?? "", link, link.position, sha256),
    holdsHere: link.hash === linkHash(before.hash, link, link.position, sha256),
    isFollowed: followed,
    rivalExists: rival,
  });
}
