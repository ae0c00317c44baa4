import { listBrokenAround } from "@/scripts/testing/quarter-colleagues";
import { type Act, type Arrived, hour, isAutomated, type Story, type Touch } from "@/scripts/testing/quarter-story";

/** Nobody in these stories gives a reason: within a week of a message there is none by hand either. A day is left to what a busy server took late. */
const quietHours = 6 * 24;

/** Every mail of the log that breaks a rule of the product. It knows the rules and the log, and nothing of the engine. */
export function listBroken(story: Story): string[] {
  const people = new Map<string, Arrived[]>();
  for (const one of story.arrived.toSorted((a, b) => a.heardAt - b.heardAt))
    people.set(one.to, [...(people.get(one.to) ?? []), one]);
  const broken = [...people].flatMap(([email, mails]) => listBrokenOf(email, mails, story));
  const away = [...story.turnedAway].filter(([, times]) => times > 1);
  return [
    ...broken,
    ...listBrokenByHand(story),
    ...listBrokenAround(story),
    ...away.map(([email]) => `written to again at an address that does not work: ${email}`),
  ];
}

function listBrokenOf(email: string, mails: Arrived[], story: Story): string[] {
  const of = <T extends Act>(acts: T[]) => acts.filter((act) => act.email === email);
  const [optedOut, answered, touches] = [of(story.optedOut), of(story.answered), of(story.touches)];
  const broken: string[] = [];
  const tell = (what: string, { subject }: Arrived) => broken.push(`${what}: ${email} ${subject}`);
  const steps = new Set<string>();
  let [newest, exempt] = [Number.NEGATIVE_INFINITY, 0];
  for (const mail of mails) {
    const automated = isAutomated(mail.subject);
    if (!story.people.has(email)) tell("to a stranger", mail);
    if (mail.times > 1) tell("twice", mail);
    if (automated && steps.has(mail.subject)) tell("a step twice", mail);
    steps.add(mail.subject);
    if (optedOut.some((act) => act.at <= mail.at)) tell("after an opt-out", mail);
    if (automated && answered.some((act) => act.at <= mail.at)) tell("after an answer", mail);
    if (automated && touches.some((act) => act.at <= mail.at && !isStep(act, mails))) tell("after a touch", mail);
    if (mail.heardAt - newest < (automated ? 24 : quietHours) * hour) {
      // One answer to each message of theirs is no outreach; nothing that goes out by itself is an answer.
      exempt += 1;
      const theirs = answered.filter((act) => act.at <= mail.heardAt).length;
      if (automated || exempt > theirs) tell("within the window", mail);
    } else newest = mail.heardAt;
  }
  return broken;
}

/** What people did themselves: nobody is called or written to who asked for an end of it, and no two reps turn to one person shortly after each other. */
function listBrokenByHand({ touches, optedOut, drafting }: Story): string[] {
  return touches.flatMap((touch) => {
    const { email, at, kind, by } = touch;
    const broken: string[] = [];
    const asked = optedOut.some((act) => act.email === email && act.at < at && (act.only ?? kind) === kind);
    if (asked) broken.push(`a ${kind} after an opt-out: ${email}`);
    const other = drafting.some((act) => act.email === email && act.by !== by && Math.abs(at - act.at) < 60_000);
    if (kind === "email" && other) broken.push(`while a colleague was writing: ${email}`);
    // Mails are judged by the server's log, and who called may ring again.
    const before = touches.slice(0, touches.indexOf(touch)).filter((one) => one.email === email && one.kind === kind);
    const near = before.some((one) => at - one.at < quietHours * hour && (kind === "linkedin" || one.by !== by));
    if (kind !== "email" && near) broken.push(`a ${kind} within the window: ${email}`);
    return broken;
  });
}

/** What a sequence asked for is its step, and so is a call that it may have asked for, whoever made it: two days after its first mail, before its second. */
function isStep({ kind, at, step }: Touch, mails: Arrived[]): boolean {
  if (step) return true;
  if (kind !== "call") return false;
  const steps = mails.filter((mail) => isAutomated(mail.subject));
  const [first, second] = [
    steps.find((one) => one.subject.endsWith("0")),
    steps.find((one) => one.subject.endsWith("1")),
  ];
  return first !== undefined && at >= first.heardAt + 47 * hour && (second === undefined || at < second.at);
}
