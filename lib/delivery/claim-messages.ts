import { apart, type OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { plusSeconds } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import type { Claimed } from "@/lib/letters/schema";
import { bracketed } from "@/lib/sending/rules";
import { getSendingState, lockRoom, lockServerRoom, type Room } from "@/lib/sending-limits/queries";
import { tryServer } from "@/lib/sending-limits/store";
import { asFinder, deliveryEvent } from "./event-rules";
import { type Candidate, listDue, listTexts, lockDncValues, lockWaiting, type Text, type Waiting } from "./queries";
import { LEASE_SECONDS, STOP_WORDS, type StopCode, stopOf } from "./rules";
import { scheduleQuiet } from "./schedule-quiet";
import { claimInputSchema } from "./schema";
import { blockMessages, type Claim, insertAttempts } from "./store";

/**
 * Takes messages that are due for one worker. Whatever stands in a message's way by now (the do-not-contact list, consent, its address, its
 * slot, a touch meanwhile) blocks it here, in the transaction that would have let it go.
 */
export const claimMessages = defineCommand({
  name: "claimMessages",
  permission: "communications:write",
  input: claimInputSchema,
  run: async (tx, { worker, limit, fallback, server, except }, ctx): Promise<Claimed[]> => {
    // Where statements do not wait for each other's answers they are sent together, here and below, and run one after the other.
    const [{ paused }, limits, serverRoom] = await Promise.all([
      getSendingState(tx),
      lockRoom(tx, ctx.now),
      lockServerRoom(tx, ctx.now, server),
    ]);
    if (paused) return [];
    const room = { ...limits, server: serverRoom };
    const due = fitInto(await listDue(tx, ["email", "sms"], ctx.now, limit, fullOf(room, except)), room);
    if (due.length === 0) return [];
    const ids = due.map((one) => one.id);
    const [, locked] = await Promise.all([lockDncValues(tx, ids), lockWaiting(tx, ids, ctx.now)]);
    const quiet = await scheduleQuiet(tx, locked, ctx.now);
    const waiting = locked.filter((one) => !quiet.has(one.id));
    const stopped = new Map<string, StopCode>();
    for (const { id, stop } of waiting) if (stop) stopped.set(id, stop);
    const late = waiting.filter((one) => one.late && !one.stop).map((one) => one.id);
    for (const id of await prolong(tx, late, ctx.now)) stopped.set(id, "RECENTLY_CONTACTED");
    const byId = new Map(due.map((one) => [one.id, one]));
    const claims = waiting.flatMap((one) => {
      const candidate = byId.get(one.id);
      return candidate && !stopped.has(one.id) ? [claimOf(candidate, worker, fallback)] : [];
    });
    const { numbers, refused } = await take(tx, claims, ctx);
    for (const [id, code] of refused) stopped.set(id, code);
    await block(tx, waiting, stopped, ctx);
    const taken = claims.filter((one) => !stopped.has(one.id));
    if (serverRoom !== null && taken.some((one) => one.mailboxId === null))
      await tryServer(tx, server?.print ?? null, ctx.now);
    const texts = await listTexts(
      tx,
      taken.map((one) => one.id),
    );
    return taken.flatMap((claim) => {
      const [candidate, text] = [byId.get(claim.id), texts.find((one) => one.id === claim.id)];
      if (!candidate || !text) return [];
      const tries = serverRoom !== null && claim.mailboxId === null;
      return [{ ...claimedOf(claim, candidate, text, numbers.get(claim.id) ?? 1), tries }];
    });
  },
});

type RoomNow = Room & { server: number | null };

const fullOf = ({ mailboxes, people, server }: RoomNow, except: string[]) => {
  const full = (rooms: Map<string, number>) => [...rooms].filter(([, room]) => room <= 0).map(([id]) => id);
  return { mailboxes: [...full(mailboxes), ...except], people: full(people), server: server === 0 };
};

/** As many of them, in their order, as their mailboxes and writers may still send. */
function fitInto(due: Candidate[], { mailboxes, people, server }: RoomNow): Candidate[] {
  const byServer = server === null ? [] : due.filter((one) => one.mailbox_id === null).slice(server);
  const beyond = new Set(byServer.map((one) => one.id));
  return due
    .filter((one) => !beyond.has(one.id))
    .filter(({ mailbox_id, user_id }) => {
      const rooms = [mailboxes, people] as const;
      const keys = [mailbox_id ?? "", user_id ?? ""] as const;
      if (rooms.some((room, nth) => (room.get(keys[nth] ?? "") ?? 1) <= 0)) return false;
      rooms.forEach((room, nth) => {
        const left = room.get(keys[nth] ?? "");
        if (left !== undefined) room.set(keys[nth] ?? "", left - 1);
      });
      return true;
    });
}

type Taken = { numbers: Map<string, number>; refused: Map<string, StopCode> };

/** All at once; where the database refuses one, one after the other, so that each is refused for itself. */
async function take(tx: OrgTx, claims: Claim[], ctx: Context): Promise<Taken> {
  const [numbers, refused] = [new Map<string, number>(), new Map<string, StopCode>()];
  const lease = { at: ctx.now, until: plusSeconds(ctx.now, LEASE_SECONDS) };
  const tryTo = (some: Claim[]) =>
    apart(tx, (inner) => insertAttempts(inner, some, lease)).then(
      (given) => {
        for (const [id, number] of given) numbers.set(id, number);
        return null;
      },
      (error: unknown) => {
        const code = stopOf(error);
        if (!code) throw error;
        return code;
      },
    );
  if (claims.length === 0 || (await tryTo(claims)) === null) return { numbers, refused };
  for (const claim of claims) {
    const code = await tryTo([claim]);
    if (code) refused.set(claim.id, code);
  }
  return { numbers, refused };
}

async function block(tx: OrgTx, waiting: Waiting[], stopped: Map<string, StopCode>, ctx: Context): Promise<void> {
  for (const code of new Set(stopped.values())) {
    const those = waiting.filter((one) => stopped.get(one.id) === code);
    await blockMessages(
      tx,
      those.map((one) => one.id),
      code,
      ctx.now,
    );
    await emit(
      tx,
      asFinder(ctx),
      those.map((one) => deliveryEvent("message.blocked", one, { reason: STOP_WORDS[code], code, by: "Touchline" })),
    );
  }
}

/** Holds the slots of what leaves late for longer. Returns those whose slots somebody else has. */
async function prolong(tx: OrgTx, ids: string[], now: Date): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.sql<{ id: string; held: boolean }[]>`
    select given.id, prolong_slots(given.id, ${now}) as held from unnest(${ids}::uuid[]) as given(id)`;
  return rows.filter((row) => !row.held).map((row) => row.id);
}

function claimOf(candidate: Candidate, worker: string, fallback: "captured" | "smtp") {
  const { id, mailbox_id: mailboxId, provider, mailbox_address, user_address } = candidate;
  const fromAddress = mailbox_address ?? user_address ?? "no-reply@touchline.invalid";
  return { id, worker, mailboxId, transport: provider ?? fallback, fromAddress };
}

/** A message as it goes out, by whom it was taken for. */
export function claimedOf(
  claim: Pick<Claim, "id" | "transport"> & { fromAddress: string },
  candidate: Pick<Candidate, "mailbox_id" | "mailbox_version" | "sender_name">,
  text: Text,
  number: number,
): Claimed {
  const { mailbox_id, mailbox_version } = candidate;
  return {
    id: claim.id,
    number,
    transport: claim.transport as Claimed["transport"],
    mailbox: mailbox_id === null ? null : { id: mailbox_id, version: mailbox_version ?? 1 },
    message_id: text.message_id,
    from: { name: candidate.sender_name, address: claim.fromAddress },
    to: { name: text.to_name, address: text.to_address },
    subject: text.subject,
    text: text.body ?? "",
    html: text.body_html,
    in_reply_to: text.in_reply_to && bracketed(text.in_reply_to),
    references: text.references?.split(/\s+/).filter(Boolean).map(bracketed) ?? [],
    source: text.source,
    organization: text.organization,
    postal_address: text.postal_address,
    tracking: text.tracking,
    files: text.files,
  };
}
