import type { Channel } from "@/lib/guard/schema";
import type { LeadStatus } from "@/lib/leads/schema";
import { isQuiet } from "@/lib/quiet-hours/rules";
import { defaultQuietHours } from "@/lib/quiet-hours/schema";
import type { LeadPlan } from "./people";
import { demo, type Who } from "./sign-ins";
import type { Step, TouchStep } from "./steps";
import { fill } from "./words";

/** Where one lead's story is put down, at the moment and in the name that stand there. */
export type Desk = ReturnType<typeof newDesk>;

export type Said = { body: string } & Partial<
  Pick<TouchStep, "by" | "direction" | "subject" | "planned" | "answered" | "reason" | "refused">
>;

/** How long the guard warns of the last attempt on a channel. */
const softMs = 7 * 86_400_000;

export function newDesk(plan: LeadPlan, steps: Step[], at: () => Date, by: () => Who) {
  const attempts = new Map<Channel, Date>();
  const attempted = (method: Channel) => attempts.set(method, at());
  const isFree = (method: Channel) => {
    const last = attempts.get(method);
    return !last || at().getTime() - last.getTime() > softMs;
  };
  const touch = (method: Channel, said: Said): TouchStep => {
    const { direction = "outbound", planned = false, ...rest } = said;
    const who = said.by ?? by();
    const quiet = isQuietFor(plan, method, at());
    const step: TouchStep = {
      kind: "touch",
      ...rest,
      at: at(),
      by: who,
      method,
      direction,
      subject: said.subject && fill(said.subject, plan, nameOf(who)),
      body: fill(said.body, plan, nameOf(who)),
      // Whoever writes again so soon, or at night, tells it afterwards, unless it is meant to meet the guard.
      planned: planned && ((isFree(method) && !quiet) || Boolean(said.reason ?? said.refused)),
      refused: quiet && said.refused && said.refused !== "DNC_BLOCKED" ? "QUIET_HOURS" : said.refused,
    };
    if (direction === "outbound" && !said.refused) attempted(method);
    steps.push(step);
    return step;
  };
  const move = (to: LeadStatus, reason?: string, who = by()) =>
    steps.push({ kind: "status", at: at(), by: who, to, reason });
  return { plan, steps, at, by, attempted, isFree, touch, move };
}

/** Whether the guard says of this moment that it is a quiet hour where they are. */
export const isQuietFor = ({ company }: LeadPlan, method: Channel, at: Date) =>
  (method === "call" || method === "sms" || method === "whatsapp") &&
  isQuiet([company.place.timezone], defaultQuietHours, at);

export const nameOf = (who: Who) => demo.members.find((member) => member.who === who)?.name ?? "";
