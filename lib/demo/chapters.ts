import { inquiries, interested, questions, refusals, repAnswers, thanks } from "./answer-texts";
import { type Attempt, mayUse } from "./attempts";
import { offers } from "./mail-texts";
import type { Pen } from "./pen";
import { reasons } from "./reasons";
import type { TouchStep } from "./steps";
import { linkedinAnswers, meetings, talks, textAnswers, whatsappAnswers, whatsapps } from "./talk-texts";
import { openThread, type Thread } from "./thread";

/** They answer the last attempt, on the way it took. */
export function answer(pen: Pen, { way, thread }: Attempt): Thread | undefined {
  const { chance, steps } = pen;
  const note = steps.findLast(
    (step): step is TouchStep => step.kind === "touch" && !step.refused && step.method === "email",
  );
  takeTime(pen);
  if (thread) thread.hear(chance.next(interested));
  else if (way === "note" && note) {
    // Answered from another address, so no message of theirs is in the mailbox: the rep marks it, a little later.
    const answeredAt = pen.at();
    pen.soon(5, 90);
    steps.push({ kind: "mark", at: pen.at(), by: pen.by(), of: note, answeredAt });
  } else if (way === "linkedin") pen.touch("linkedin", { direction: "inbound", body: chance.next(linkedinAnswers) });
  else if (way === "sms") pen.touch("sms", { direction: "inbound", body: chance.next(textAnswers) });
  else if (way === "whatsapp") pen.touch("whatsapp", { direction: "inbound", body: chance.next(whatsappAnswers) });
  else if (way === "call") pen.touch("call", { direction: "inbound", body: `Called back. ${chance.next(talks)}` });
  else pen.touch("meeting", { body: chance.next(meetings), answered: true });
  return thread;
}

/** They wrote first. */
export function inquire(pen: Pen): Thread {
  const { subject, text } = pen.chance.next(inquiries);
  const thread = openThread(pen, subject);
  thread.hear(text);
  pen.soon(12, 150);
  thread.write(pen.chance.next(repAnswers));
  return thread;
}

/** To and fro in a thread; ends with our word, so that theirs may follow. */
export function discuss(pen: Pen, thread: Thread | undefined, rounds: number): void {
  if (!thread) return;
  for (let round = 0; round < rounds; round++) {
    if (round > 0) {
      takeTime(pen);
      thread.hear(pen.chance.next(questions));
    }
    if (pen.chance.happens(0.6)) pen.soon(15, 180);
    else pen.later(1, 2);
    thread.write(pen.chance.next(repAnswers));
  }
}

/** The last word is theirs and waits for us. */
export function leaveOpen(pen: Pen, thread: Thread | undefined): void {
  takeTime(pen);
  if (thread) thread.hear(pen.chance.next(questions));
  else if (mayUse(pen.plan, "linkedin"))
    pen.touch("linkedin", { direction: "inbound", body: pen.chance.next(linkedinAnswers) });
  else if (mayUse(pen.plan, "sms")) pen.touch("sms", { direction: "inbound", body: pen.chance.next(textAnswers) });
}

/** In person: on the phone, on WhatsApp, or at one table. */
export function talk(pen: Pen): void {
  const { chance, plan } = pen;
  pen.later(2, 4);
  const phone = mayUse(plan, "call");
  if (phone && chance.happens(0.5)) {
    pen.touch("call", { body: chance.next(talks), answered: true });
  } else if (phone && chance.happens(0.2)) {
    pen.touch("whatsapp", { body: chance.next(whatsapps), planned: true });
    pen.soon(3, 70);
    pen.touch("whatsapp", { direction: "inbound", body: chance.next(whatsappAnswers) });
  } else {
    // Few reps tick "they responded" for a table they sat at together.
    pen.touch("meeting", { body: chance.next(meetings), answered: chance.happens(0.35) });
  }
}

export function qualify(pen: Pen): void {
  talk(pen);
  pen.soon(5, 60);
  pen.move("qualified", pen.chance.pick(reasons.qualified));
}

/** The offer goes out; the thread in which they will answer it. */
export function offer(pen: Pen): Thread | undefined {
  pen.later(2, 6);
  const { subject, text } = pen.chance.next(offers);
  let thread: Thread | undefined;
  if (mayUse(pen.plan, "mail")) {
    thread = openThread(pen, subject);
    thread.write(text);
  } else pen.touch("meeting", { body: pen.chance.next(meetings), answered: true });
  pen.soon(3, 25);
  pen.move("proposal", pen.chance.pick(reasons.proposal));
  return thread;
}

export function win(pen: Pen, thread: Thread | undefined): void {
  takeTime(pen);
  thread?.hear(pen.chance.next(thanks));
  pen.later(1, 4);
  pen.move("converted", pen.chance.pick(reasons.converted));
}

export function lose(pen: Pen, thread: Thread | undefined): void {
  takeTime(pen);
  thread?.hear(pen.chance.next(refusals));
  pen.soon(20, 200);
  pen.move("lost", pen.chance.pick(reasons.lost));
}

/** How long people take: minutes, hours, days, and now and then more than a week. */
function takeTime(pen: Pen): void {
  const pace = pen.chance.between(1, 20);
  if (pace <= 5) pen.soon(6, 55);
  else if (pace <= 12) pen.soon(70, 330);
  else if (pace <= 18) pen.later(1, 3);
  else pen.later(4, 8);
}
