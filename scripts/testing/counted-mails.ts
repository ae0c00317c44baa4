import type postgres from "postgres";
import type { MintedOrganization } from "@/db/testing/organization";
import type { ScriptedSmtp } from "@/db/testing/scripted-smtp";
import { newId } from "@/lib/core/ids";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { openSmtpLine, smtpServerOf } from "@/lib/mail/open-smtp-line";
import { queueMessage } from "@/lib/sending/queue-message";
import { checkUnderway } from "@/lib/unknown-messages/check-underway";
import type { Ways } from "@/lib/ways/open-ways";
import { contextOf } from "@/lib/worker/organization-context";

/** Out through the scripted server; what it counted is the complete journal. */
export function waysThrough(server: ScriptedSmtp): Ways {
  const has = async (one: { messageId: string }) => server.received.has(one.messageId);
  const journal = { complete: true, settleSeconds: 900, has };
  return { fallback: "smtp", line: async () => openSmtpLine(smtpServerOf(server.url)), journal: async () => journal };
}

/** Promises so many emails, each to a person of its own. Returns their Message-IDs. */
export async function queueMany({ rep1 }: MintedOrganization, count: number, from = 0): Promise<string[]> {
  const program = { ...rep1, actor: { ...rep1.actor, via: "api" as const } };
  const ids: string[] = [];
  let next = 0;
  const client = async () => {
    while (next < count) {
      const nth = from + next++;
      const { id } = await createLead(program, { last_name: `Doe ${nth}`, email: `to-${nth}@x${nth}.example` });
      const text = { subject: `No ${nth}`, body_text: `Text ${nth}` };
      ids.push((await queueMessage(program, { lead_id: id, channel: "email", ...text })).message_id);
    }
  };
  await Promise.all([client(), client(), client(), client()]);
  return ids;
}

export async function statesOf(admin: postgres.Sql, { orgId }: MintedOrganization): Promise<Record<string, number>> {
  const rows = await admin<{ status: string; n: number }[]>`
    select status, count(*)::int as n from communications where org_id = ${orgId} group by 1`;
  return Object.fromEntries(rows.map((row) => [row.status, row.n]));
}

/** What the worker does, so many seconds from now: takes over and looks up, and sends what is due. */
export function comeLater({ orgId }: MintedOrganization, ways: Ways) {
  const later = (seconds: number) => ({ ...contextOf(orgId), now: new Date(Date.now() + seconds * 1000) });
  return {
    // What a frozen worker holds locked is not to be had until the server ends its transaction: asked again, as the worker does.
    look: async (seconds: number): Promise<void> => {
      for (let tries = 1; tries < 5; tries++) {
        const moved = await checkUnderway({ context: () => later(seconds), ways }).catch(() => null);
        if (moved === 0) return;
      }
    },
    send: (seconds: number) =>
      Promise.all([1, 2, 3, 4].map(() => sendMessages({ context: () => later(seconds), worker: newId(), ways }))),
  };
}

/** Hours pass in a moment, until everything has left. What a dead worker had sent must have been taken by then, as in any real quarter of an hour. */
export async function settleAll(admin: postgres.Sql, org: MintedOrganization, server: ScriptedSmtp): Promise<void> {
  const { look, send } = comeLater(org, waysThrough(server));
  await server.quiet();
  for (let hours = 1; hours < 9; hours++) {
    await look(hours * 3600);
    await send(hours * 3600 + 1);
    if (Object.keys(await statesOf(admin, org)).join() === "sent") return;
  }
}
