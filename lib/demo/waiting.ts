import { cancelMessage } from "@/lib/sending/cancel-message";
import { queueMessage } from "@/lib/sending/queue-message";
import type { Calendar } from "./calendar";
import { onceFree } from "./once-free";
import { values } from "./opt-outs";
import type { LeadPlan } from "./people";
import type { Who } from "./sign-ins";
import type { Step } from "./steps";
import type { Stage } from "./teller";

type Waiting = { by: Who; ahead: [days: number, minute: number]; subject: string; body: string; cancelled?: boolean };

/** What waits to go out tomorrow and later, and one message that was thought better of. */
export const messages: readonly Waiting[] = [
  {
    by: "rep1",
    ahead: [1, 545],
    subject: "The two depots, after the audit",
    body: "Hi,\n\nyou said to write once the audit is over. Both depots fit into one pilot of four weeks; shall I send the outline?\n\nDana",
  },
  {
    by: "rep2",
    ahead: [1, 610],
    subject: "Numbers for your budget round",
    body: "Hello,\n\nas agreed on the phone: the price per vehicle for the budget round, on one page.\n\nAlice",
  },
  {
    by: "rep3",
    ahead: [3, 560],
    subject: "After the holiday peak",
    body: "Hi,\n\nthe peak is yours until Friday. I will ask once more after it, and then leave you in peace.\n\nBob",
  },
  {
    by: "rep1",
    ahead: [2, 600],
    subject: "A second opinion on the old units",
    body: "Hi,\n\nour technician looked at the photos of the cooling units. Two are worth keeping.\n\nDana",
    cancelled: true,
  },
];

type Told = { plan: LeadPlan; steps: Step[] };
const longQuiet = 9 * 24;

/** Values on the list reach everybody at their company; and what waits for a colleague of Ines Calder would warn who writes to her. */
const mayBeWritten = ({ email, company, leaves }: LeadPlan) =>
  email !== null &&
  !leaves &&
  company.domain !== "larkfield.example" &&
  values.every(([value]) => value !== email && !value.endsWith(company.domain));

/** Leads that nobody has touched for a while get the messages, in order, each from who works on them. */
export async function tellWaiting(
  stage: Stage,
  calendar: Calendar,
  stories: readonly Told[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const quiet = stories.filter((story) => isQuiet(story, calendar));
  for (const [nth, { by, ahead, subject, body, cancelled }] of messages.entries()) {
    const place = quiet.findIndex(({ plan }) => plan.by === by);
    const [story] = place < 0 ? [] : quiet.splice(place, 1);
    const lead_id = story && ids.get(story.plan.key);
    if (!lead_id) continue;
    const [days, minute] = ahead;
    const scheduled_for = calendar.workday(-days, minute).toISOString();
    const override_reason = "They asked for it on the phone";
    const written = { lead_id, channel: "email", subject, body_text: body, scheduled_for, override_reason };
    const as = (what: string, hours: number) => stage.as(by, calendar.hoursAgo(hours), `waiting ${nth} ${what}`);
    const { id } = await onceFree(() => queueMessage(as("queued", 2), written));
    if (cancelled) await onceFree(() => cancelMessage(as("cancelled", 1), { id }));
  }
}

function isQuiet({ plan, steps }: Told, calendar: Calendar): boolean {
  const open = plan.status === "contacted" || plan.status === "conversing";
  return open && mayBeWritten(plan) && steps.every((step) => step.at < calendar.hoursAgo(longQuiet));
}
