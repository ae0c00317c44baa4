/** What a mail server took in, with the time of the story at which it first heard of it and at which it had it. */
export type Arrived = { id: string; to: string; subject: string; heardAt: number; at: number; times: number };
type Act = { email: string; at: number };

/** A story as the outside saw it: the server's own log, and what people did or said. Nothing of it comes from the product's tables. */
export type Story = {
  arrived: Arrived[];
  /** how often the server was asked to deliver to an address that it turned away for good */
  turnedAway: Map<string, number>;
  optedOut: Act[];
  answered: Act[];
  touches: (Act & { kind: "call" | "email" | "linkedin"; by: string })[];
};

const hour = 3_600_000;
/** Nobody in these stories gives a reason: within a week of a message there is none by hand either. A day is left to what a busy server took late. */
const quietHours = 6 * 24;
const isAutomated = (subject: string) => /^(North|South|East) \d$/.test(subject);

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
function listBrokenByHand({ touches, optedOut }: Story): string[] {
  return touches.flatMap((touch) => {
    const { email, at, kind, by } = touch;
    const broken = optedOut.some((act) => act.email === email && act.at < at)
      ? [`a ${kind} after an opt-out: ${email}`]
      : [];
    // Mails are judged by the server's log, and who called may ring again.
    const before = touches.slice(0, touches.indexOf(touch)).filter((one) => one.email === email && one.kind === kind);
    const near = before.some((one) => at - one.at < quietHours * hour && (kind === "linkedin" || one.by !== by));
    return kind !== "email" && near ? [...broken, `a ${kind} within the window: ${email}`] : broken;
  });
}

/** A call that a sequence may have asked for is its step, whoever made it: two days after its first mail, and before its second. */
function isStep({ kind, at }: Story["touches"][number], mails: Arrived[]): boolean {
  if (kind !== "call") return false;
  const steps = mails.filter((mail) => isAutomated(mail.subject));
  const [first, second] = [
    steps.find((one) => one.subject.endsWith("0")),
    steps.find((one) => one.subject.endsWith("1")),
  ];
  return first !== undefined && at >= first.heardAt + 47 * hour && (second === undefined || at < second.at);
}
