import type { OrgTx } from "@/db/tenant";
import { normalizeEmail, normalizeLinkedin, normalizePhone } from "@/lib/contact-points/rules";
import type { AddressKind } from "@/lib/contact-points/schema";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { gatherFactsOfLeads } from "@/lib/facts/queries";
import { assessOutreach } from "@/lib/guard/rules";
import { type BareChannel, listBlockedChannels, listContactChannels, listLeadsAt, listSlotsAt } from "./queries";
import { blindAnswer, datedFacts, hardestAnswer } from "./rules";
import type { BlindAnswer, CheckAddressInput, CheckedAddress } from "./schema";

export type Address = { kind: AddressKind; norm: string };

/**
 * The blind check: may somebody be contacted at this address, whoever's lead it is? The same for everybody: taken, since when, until
 * when, and nothing else, not even whether there is a lead.
 */
export async function checkAddress(tx: OrgTx, asked: CheckAddressInput, ctx: Context): Promise<CheckedAddress> {
  const address = addressOf(asked, ctx.defaultRegion);
  const ids = await listLeadsAt(tx, address.kind, address.norm);
  const [facts, channels, bare] = await Promise.all([
    ids.length > 0 ? gatherFactsOfLeads(tx, ids, ctx.now) : [],
    listContactChannels(tx),
    bareAnswers(tx, address, ctx),
  ]);
  const reached = channels.filter((channel) =>
    asked.channel ? channel.code === asked.channel : isReached(channel, address),
  );
  if (reached.length === 0)
    throw invalid("channel", `There is no channel "${asked.channel}" that counts as contact here.`);
  const answers = reached.map((channel): [string, BlindAnswer] => {
    const ofLeads = facts.flatMap((known) => {
      const found = known.channels.find((one) => one.code === channel.code);
      return found ? [blindAnswer(assessOutreach(datedFacts(known), found, ctx.actor, ctx.now))] : [];
    });
    return [channel.code, hardestAnswer([...ofLeads, ...bare(channel)]) ?? free(ctx)];
  });
  return { kind: address.kind, normalized: address.norm, channels: Object.fromEntries(answers) };
}

/** The one address of the question, normalised; throws INVALID for none, for two, and for what cannot be one. */
export function addressOf(asked: Pick<CheckAddressInput, AddressKind>, region: string): Address {
  const given = (["email", "phone", "linkedin"] as const).filter((kind) => asked[kind] !== undefined);
  const [kind] = given;
  if (!kind || given.length > 1) throw invalid(given[1] ?? "email", "Give one of email, phone and linkedin.");
  const raw = asked[kind] ?? "";
  const normal =
    kind === "email" ? normalizeEmail(raw) : kind === "phone" ? normalizePhone(raw, region) : normalizeLinkedin(raw);
  if (!normal.ok) throw invalid(kind, normal.reason);
  return { kind, norm: normal.norm };
}

/** What stands at the address itself: slots of leads that lost it since, and the do-not-contact list. */
async function bareAnswers(tx: OrgTx, { kind, norm }: Address, ctx: Context) {
  const [slots, blocked] = await Promise.all([
    listSlotsAt(tx, kind, norm, ctx.now),
    listBlockedChannels(tx, kind, norm, ctx.now),
  ]);
  return (channel: BareChannel): BlindAnswer[] => [
    ...slots
      .filter((slot) => slot.group === channel.group)
      .map((slot) => taken(slot.since.toISOString(), slot.until.toISOString())),
    ...blocked
      .filter((entry) => entry.channel === null || entry.channel === channel.code)
      .map((entry) => taken(null, entry.until?.toISOString() ?? null)),
  ];
}

const taken = (since: string | null, until: string | null): BlindAnswer => ({
  verdict: "blocked",
  since,
  next_allowed_at: until,
  holder: null,
});

const free = (ctx: Context): BlindAnswer => ({
  verdict: "free",
  since: null,
  next_allowed_at: ctx.now.toISOString(),
  holder: null,
});

const isReached = (channel: BareChannel, { kind }: Address) => channel.address_kind === kind;
