import { type Desk, nameOf } from "./desk";
import type { Who } from "./sign-ins";
import type { MailStep } from "./steps";
import { fill } from "./words";

export type Thread = { write: (text: string, by?: Who) => MailStep; hear: (text: string) => MailStep };

/** One conversation by mail: what we write, what they answer, each joined to the one before it. */
export function openThread(desk: Desk, subject: string): Thread {
  const { plan, steps } = desk;
  const number = steps.filter((step) => step.kind === "mail").length;
  const messages: MailStep[] = [];

  const say = (direction: MailStep["direction"], text: string, by: Who): MailStep => {
    const other = messages.findLast((one) => one.direction !== direction);
    const id = `${plan.key}-${number}-${messages.length}@mail.example`;
    const step: MailStep = {
      kind: "mail",
      at: desk.at(),
      by,
      id,
      thread: messages[0]?.id ?? id,
      direction,
      answers: other?.id ?? null,
      after: messages.at(-1)?.id ?? null,
      subject: `${messages.length > 0 ? "Re: " : ""}${fill(subject, plan, nameOf(by))}`,
      text: fill(text, plan, nameOf(by)),
    };
    messages.push(step);
    steps.push(step);
    if (direction === "outbound") desk.attempted("email");
    return step;
  };
  return {
    write: (text, by = desk.by()) => say("outbound", text, by),
    hear: (text) => say("inbound", text, messages.findLast((one) => one.direction === "outbound")?.by ?? desk.by()),
  };
}
