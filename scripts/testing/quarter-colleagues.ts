import { hour, isAutomated, type Story } from "@/scripts/testing/quarter-story";

/** A touch of ours by whatever way, as the log or who made it tells. */
type Outreach = { email: string; at: number; by: string; what: string; text: string | null; automated: boolean };

/** What was sent at the same moment nobody can have known of, where no lock says who is first; the windows end a day early, for what was taken late. */
const known = 11 * hour;
const day = 24 * hour;

/** What breaks a rule that looks at more than one mail to one person: hours, counts, companies, texts. */
export function listBrokenAround(story: Story): string[] {
  const all = listOutreach(story);
  return all.flatMap((one) => {
    const person = story.people.get(one.email);
    if (!person) return [];
    const tell = (what: string) => `${what}: ${one.email} ${one.what}`;
    const asleep = person.zone && isQuiet(person.zone, one.at) && isQuiet(person.zone, one.at - 90_000);
    const broken = asleep && (one.automated || one.what === "call") ? [tell("in the night")] : [];
    // Who answered is in a conversation, where these rules do not ask.
    if (hasAnswered(story, one.email, one.at)) return broken;
    const before = all.filter(
      (other) => other.at < one.at || (other.at === one.at && all.indexOf(other) < all.indexOf(one)),
    );
    const own = before.filter((other) => other.email === one.email);
    if (own.filter((other) => one.at - other.at < 6 * day).length >= story.enough) broken.push(tell("once too often"));
    const there = before.filter((other) => story.people.get(other.email)?.company === person.company);
    const play = there.filter((other) => one.at - other.at < 29 * day);
    const others = new Set(play.map((other) => other.email));
    if (!others.has(one.email) && others.size >= story.ceiling) broken.push(tell("one too many at a company"));
    const outreach = there.filter((other) => !hasAnswered(story, other.email, other.at) && one.at - other.at >= known);
    const colleague = outreach.find((other) => other.email !== one.email && other.by !== one.by);
    if (colleague && one.at - colleague.at < 13 * day) broken.push(tell("where a colleague was at work"));
    const same = outreach.find((other) => one.at - other.at < 89 * day && isAlike(one.text, other.text));
    if (same) broken.push(tell("nearly the same text"));
    return broken;
  });
}

/** In the order in which it was done. */
function listOutreach({ arrived, touches }: Story): Outreach[] {
  const mails = arrived.map(({ to: email, by, subject: what, text, heardAt: at }): Outreach => {
    return { email, at, by, what, text, automated: isAutomated(what) };
  });
  const others = touches.flatMap(({ email, at, kind, by }): Outreach[] =>
    kind === "email" ? [] : [{ email, at, by, what: kind, text: null, automated: false }],
  );
  return [...mails, ...others].toSorted((a, b) => a.at - b.at);
}

const hasAnswered = ({ answered }: Story, email: string, at: number) =>
  answered.some((act) => act.email === email && act.at <= at + 60_000);

/** By the clock there: before eight, or from nine in the evening. */
export function isQuiet(zone: string, at: number): boolean {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" });
  const hourThere = Number(clock.format(at));
  return hourThere < 8 || hourThere >= 21;
}

/** Four in five of the words are the same. */
function isAlike(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return false;
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const both = [...a].filter((word) => b.has(word)).length;
  return both >= 0.8 * new Set([...a, ...b]).size;
}
const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
