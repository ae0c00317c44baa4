import type { Channel } from "@/lib/guard/schema";
import { cross } from "./crossings";
import { followUps, openers } from "./mail-texts";
import type { Pen } from "./pen";
import type { LeadPlan } from "./people";
import { linkedins, others, texts, voicemails, whatsapps } from "./talk-texts";
import { openThread, type Thread } from "./thread";

/** `mail` goes through the mailbox and makes threads, `note` is mail that a rep logs by hand. */
type Way = "mail" | "note" | Exclude<Channel, "email" | "meeting">;
export type Attempt = { way: Way; thread?: Thread };

const cadences: readonly [Way[], ...Way[][]] = [
  ["mail", "call", "mail", "linkedin", "mail"],
  ["linkedin", "mail", "call", "mail", "call"],
  ["call", "mail", "mail", "sms", "call"],
  ["mail", "linkedin", "mail", "call", "mail"],
  ["note", "call", "linkedin", "note", "call"],
  ["mail", "whatsapp", "call", "mail", "linkedin"],
  ["other", "mail", "call", "mail", "note"],
  ["note", "linkedin", "call", "sms", "note"],
];

/** So many attempts that nobody answers, on the ways there are to this person; the last one may be answered. */
export function reachOut(pen: Pen, count: number): Attempt {
  const ways = pen.chance.next(cadences).filter((way) => mayUse(pen.plan, way));
  let thread: Thread | undefined;
  let last: Attempt = { way: "other" };
  for (let nth = 0; nth < count; nth++) {
    if (nth > 0) pen.later(2, 5);
    const way = ways[nth % ways.length] ?? "other";
    if (way === "mail") thread = writeMail(pen, thread);
    else touchers[way](pen);
    last = { way, thread: way === "mail" ? thread : undefined };
    cross(pen);
  }
  return last;
}

/** Whether there is an address for it. */
export const mayUse = (plan: LeadPlan, way: Way | Channel) => {
  if (way === "mail" || way === "note" || way === "email") return plan.email !== null;
  if (way === "linkedin") return plan.linkedin !== null;
  return way === "other" || way === "meeting" || plan.phone !== null;
};

function writeMail(pen: Pen, thread: Thread | undefined): Thread {
  if (thread) {
    thread.write(pen.chance.next(followUps));
    return thread;
  }
  const opener = pen.chance.next(openers);
  const opened = openThread(pen, opener.subject);
  opened.write(opener.text);
  return opened;
}

const touchers: Record<Exclude<Way, "mail">, (pen: Pen) => void> = {
  note: (pen) => {
    const { subject, text } = pen.chance.next(openers);
    pen.touch("email", { subject, body: text, planned: true });
  },
  call: (pen) => pen.touch("call", { body: pen.chance.next(voicemails) }),
  linkedin: (pen) => pen.touch("linkedin", { body: pen.chance.next(linkedins), planned: true }),
  sms: (pen) => pen.touch("sms", { body: pen.chance.next(texts), planned: true }),
  whatsapp: (pen) => pen.touch("whatsapp", { body: pen.chance.next(whatsapps), planned: true }),
  other: (pen) => pen.touch("other", { body: pen.chance.next(others) }),
};
