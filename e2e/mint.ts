import { randomBytes } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inOrganization } from "@/db/tenant";
import { at } from "@/db/testing/organization";
import { logContact } from "@/lib/communications/log-contact";
import type { LogContactInput } from "@/lib/communications/schema";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { findDuplicatePairs } from "@/lib/duplicates/find-duplicate-pairs";
import { recordMail } from "@/lib/imports/record-mail";
import { addImport } from "@/lib/lead-imports/add-import";
import { assessFile } from "@/lib/lead-imports/assess-file";
import { createLead } from "@/lib/leads/create-lead";
import type { Lead } from "@/lib/leads/schema";

const hour = 3_600_000;

export const hoursAgo = (hours: number) => new Date(Date.now() - hours * hour);
export const now = (ctx: Context) => at(ctx, new Date());

/** Until everything that was minted has its place in the chain: a page that is drawn then hears nothing more of it. */
export async function untilSealed({ orgId }: Context): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const [open] = await inOrganization(orgId, (tx) => tx.sql`select 1 from events where position is null limit 1`);
    if (!open) return;
    await sleep(50);
  }
  throw new Error("The sealer did not come");
}

/** What the worker does every few seconds; whichever of the two comes first, the pairs are there then. */
export async function untilPaired(ctx: Context): Promise<void> {
  await untilSealed(ctx);
  while ((await findDuplicatePairs(now(ctx), {})).more);
}

/** A lead that can be reached in every way, at an hour when nobody sleeps there. */
export async function mintLead(ctx: Context, fields: Record<string, unknown> = {}): Promise<Lead> {
  const tail = randomBytes(4);
  const name = tail.toString("hex");
  return createLead(now(ctx), {
    first_name: "Ines",
    last_name: "Albrecht",
    email: `ines.${name}@larkfield-${name}.example`,
    phone: `+1 415 5${String(tail.readUInt32BE() % 1_000_000).padStart(6, "0")}`,
    linkedin: `in/ines-${name}`,
    title: "Head of Logistics",
    company: `Larkfield ${name}`,
    timezone: zoneAtNoon(),
    ...fields,
  });
}

/** Something that happened: an email of ours an hour ago, unless it says otherwise. */
export function mintTouch(ctx: Context, lead: Lead, touch: Partial<LogContactInput> = {}) {
  const occurred_at = hoursAgo(1).toISOString();
  return logContact(now(ctx), { lead_id: lead.id, method: "email", already_happened: true, occurred_at, ...touch });
}

/** A conversation by mail as the mailbox import stores it, oldest first: ours, theirs, ours ... */
export async function mintThread(ctx: Context, lead: Lead, subject: string, times: Date[]): Promise<void> {
  const email = lead.email ?? "";
  const id = (place: number) => `${lead.id}-${place}@mail.example`;
  const touches = times.map((time, place) => ({
    message_id: id(place),
    direction: place % 2 === 0 ? "outbound" : "inbound",
    user_id: ctx.actor.userId,
    user_name: ctx.actor.name,
    person: { email, norm: email, name: "Ines Albrecht" },
    at: time,
    thread_key: id(0),
    answers_message_id: place === 0 ? null : id(place - 1),
    in_reply_to: place === 0 ? null : id(place - 1),
    references: null,
    from: place % 2 === 0 ? ctx.actor.name : email,
    to: place % 2 === 0 ? email : ctx.actor.name,
    cc: null,
    subject: place === 0 ? subject : `Re: ${subject}`,
    text: `Message ${place + 1} about ${subject}`,
  }));
  await recordMail(now(ctx), { touches });
}

/** A fixed-offset zone where it is about noon now, so that calls are never in quiet hours. */
const zoneAtNoon = () => zoneAt(12);

/** A fixed-offset zone where the clock shows this hour now, from 12 hours behind to 12 ahead. */
export function zoneAt(hour: number): string {
  const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  return ahead === 0 ? "Etc/GMT" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
}

/** A file that was uploaded and waits for somebody to look at its columns; its id. */
export async function mintImport(ctx: Context): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "touchline-import-")), "fair.csv");
  await writeFile(path, "Email,First Name,Plan\nines@fair.example,Ines,Gold\nnot an address,Omar,\n");
  const id = newId();
  await addImport(ctx, { id, name: "fair.csv", stored_name: path, file: await assessFile(path, ctx.defaultRegion) });
  return id;
}

/** A mailbox of this person that was looked at, without a password: the key for one is the product's own. */
export async function mintMailbox({ orgId, actor }: Context, address: string, result: object | null): Promise<void> {
  await inOrganization(
    orgId,
    (tx) => tx.sql`
      insert into mailboxes (user_id, provider, address, address_norm, smtp_host, smtp_port, smtp_security, domain_checked_at, domain_result)
      values (${actor.userId}, 'smtp', ${address}, ${address}, 'smtp.us.example', 465, 'tls', ${result && new Date()}, ${result && tx.sql.json({ ...result })})`,
  );
}
