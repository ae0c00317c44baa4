import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import { withIdentity } from "@/db/tenant";
import { findOrganization, listActiveMembers } from "@/lib/accounts/directory-queries";
import { normalizeEmail } from "@/lib/contact-points/rules";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { type ImportedMailbox, importMailbox, type Member } from "@/lib/imports/import-mailbox";
import { withDatabase } from "@/scripts/running-instance";
import { answerTerminal, requireFile } from "@/scripts/terminal";

const usage = "npm run --silent import-mail -- FILE.mbox --org SLUG --member ADDRESS=EMAIL ...";

/** `npm run import-mail`: a mailbox file into the ledger, by the product's own commands (contracts.md, Process). */
await answerTerminal(usage, async () => {
  const started = performance.now();
  const wish = readWish();
  const counts = await withDatabase(() => run(wish));
  return { ...counts, seconds: Math.round((performance.now() - started) / 100) / 10 };
});

type Wish = { file: string; org: string; members: string[] };

function readWish(): Wish {
  const options = { org: { type: "string" }, member: { type: "string", multiple: true } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [file, more] = positionals;
  if (!file || more || !values.org || !values.member?.length)
    throw new Error(`Say which file, organization and members: ${usage}`);
  return { file: requireFile(file), org: values.org, members: values.member };
}

async function run({ file, org, members: given }: Wish): Promise<ImportedMailbox> {
  const { ctx, members } = await contextOf(org, given);
  const mailbox = {
    read: () => createReadStream(file),
    readPart: (offset: number, length: number) => createReadStream(file, { start: offset, end: offset + length - 1 }),
  };
  return importMailbox(ctx, mailbox, members, (done, of) => console.error(`${done} of ${of} messages`));
}

async function contextOf(slug: string, given: string[]): Promise<{ ctx: Context; members: Map<string, Member> }> {
  const organization = await withIdentity((tx) => findOrganization(tx, slug));
  if (!organization) throw new Error(`There is no organization ${slug}`);
  const staff = await withIdentity((tx) => listActiveMembers(tx, organization.id));
  const members = new Map<string, Member>();
  for (const pair of given) {
    const [address = "", email = ""] = pair.split("=");
    const normal = normalizeEmail(address);
    if (!normal.ok) throw new Error(`--member ${pair}: ${normal.reason}`);
    const person = staff.find((one) => one.email.toLowerCase() === email.toLowerCase());
    if (!person) throw new Error(`--member ${pair}: nobody in ${slug} signs in as ${email}`);
    members.set(normal.norm, { userId: person.userId, name: person.name });
  }
  const [first] = members.values();
  if (!first) throw new Error(usage);
  const actor = { ...first, role: "admin" as const, via: "import" as const, scopes: [] };
  const { id: orgId, timezone, defaultRegion } = organization;
  return { ctx: { orgId, timezone, defaultRegion, actor, now: currentTime(), requestId: newId() }, members };
}
