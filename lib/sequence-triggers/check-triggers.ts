import { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { assessLeadsFor, getRunningSequence } from "@/lib/enrolling/queries";
import { storeEnrollments } from "@/lib/enrolling/store";
import { lockCursor, moveCursor } from "@/lib/events/cursor-store";
import { emit } from "@/lib/events/emit";
import { findSegmentCondition, listCauses, listMoved, listNews, listSwitched, type Switched } from "./queries";
import { causeWords } from "./rules";
import { getHead, insertTriggerings, markLeft, switchTriggersOff } from "./store";

const [eventsAtOnce, leadsAtOnce] = [500, 500];

/**
 * Reads the next sealed events of an organization for what enrolls people by itself: each cause once, through the same rules as a
 * person's press, and a refusal is written down with its reason. With `sweep` also who came into a segment by time alone. The cursor
 * moves in the same transaction. Called by the worker alone.
 */
export const checkTriggers = defineCommand({
  name: "checkTriggers",
  permission: "enrollments:write",
  input: z.strictObject({ sweep: z.boolean().default(false) }),
  run: async (tx, { sweep }, ctx): Promise<{ enrolled: number; refused: number; more: boolean }> => {
    const cursor = await lockCursor(tx, "sequence_triggers");
    const switched = await dropLost(tx, await listSwitched(tx), ctx);
    if (switched.length === 0) {
      await moveCursor(tx, "sequence_triggers", await getHead(tx), ctx.now);
      return { enrolled: 0, refused: 0, more: false };
    }
    const news = await listNews(tx, cursor, eventsAtOnce, leadsAtOnce);
    const counts = { enrolled: 0, refused: 0 };
    let more = news.more;
    for (const one of switched) {
      const moved = sweep && one.trigger.kind === "segment_entered" ? await listSwept(tx, one, ctx) : [];
      more ||= moved.length === leadsAtOnce;
      const ids = [...new Set([...news.ids, ...moved])];
      const came = await enroll(tx, one, ids, ctx);
      counts.enrolled += came.enrolled;
      counts.refused += came.refused;
    }
    await moveCursor(tx, "sequence_triggers", news.position, ctx.now);
    return { ...counts, more };
  },
});

/** Those whose segment or tag is still there. The others are switched off, and whoever made them is told. */
async function dropLost(tx: OrgTx, switched: Switched[], ctx: Context): Promise<Switched[]> {
  const lost = switched.filter((one) => one.problem !== null);
  if (lost.length === 0) return switched;
  await switchTriggersOff(
    tx,
    lost.map((one) => one.id),
  );
  await emit(
    tx,
    { ...ctx, actor: { userId: null, name: "Touchline", via: "job" } },
    lost.map(({ id, trigger, problem }) => ({
      kind: "sequence.trigger_lost",
      subjects: { sequence_id: id },
      payload: { trigger, problem },
    })),
  );
  return switched.filter((one) => one.problem === null);
}

const listSwept = (tx: OrgTx, one: Switched, ctx: Context) =>
  one.trigger.kind === "segment_entered"
    ? listMoved(tx, one, one.trigger.segment_id, inNameOf(one, ctx), leadsAtOnce)
    : [];

/** What enrolls people by itself does so in the name of who made the sequence, and may do no more than a rep. */
const inNameOf = ({ user_id: userId, user_name: name }: Switched, ctx: Context): Context => ({
  ...ctx,
  actor: { userId, name, role: "rep", via: "job", scopes: [] },
});

async function enroll(tx: OrgTx, one: Switched, ids: string[], nobody: Context) {
  const ctx = inNameOf(one, nobody);
  const { trigger } = one;
  if (trigger.kind === "segment_entered" && ids.length > 0) {
    const condition = await findSegmentCondition(tx, trigger.segment_id, ctx);
    if (condition) await markLeft(tx, one.id, condition, ids, ctx.now);
  }
  const causes = await listCauses(tx, one, ids, ctx);
  if (causes.length === 0) return { enrolled: 0, refused: 0 };
  const leads = [...new Set(causes.map((cause) => cause.lead_id))];
  await tx.sql`select id from leads where id = any (${leads}::uuid[]) order by id for no key update`;
  const sequence = await getRunningSequence(tx, one.id);
  const list = await assessLeadsFor(tx, sequence, leads, ctx);
  const wanted = list.filter((lead) => lead.outcome === "ok");
  const enrolled = await storeEnrollments(tx, sequence, wanted, ctx, causeWords(trigger));
  const byLead = new Map(enrolled.map((row) => [row.leadId, row.id]));
  const assessed = new Map(list.map((lead) => [lead.id, lead]));
  const told = new Set<string>();
  const rows = causes.map(({ lead_id: leadId, cause_id: causeId }) => {
    // Of two causes at once the first enrolls, and the second finds them in the sequence.
    const enrollmentId = told.has(leadId) ? null : (byLead.get(leadId) ?? null);
    told.add(leadId);
    const { code, reason } = assessed.get(leadId) ?? { code: "NOT_FOUND", reason: "The lead is not here any more." };
    const again = enrollmentId === null && byLead.has(leadId);
    return {
      sequenceId: one.id,
      leadId,
      causeId,
      kind: trigger.kind,
      enrollmentId,
      code: again ? "IN_SEQUENCE" : code,
      reason: again ? "They are in this sequence already." : reason,
    };
  });
  await insertTriggerings(tx, rows, ctx.now);
  return { enrolled: enrolled.length, refused: rows.length - enrolled.length };
}
