/** A sign of a lead: on which axis it counts, what it is worth as delivered, whether it fades, and how it is told. */
export type SignalKind = {
  axis: "fit" | "engagement";
  weight: number;
  fades?: true;
  label: string;
  /** said of a lead; `count` where there is one */
  words: (count: number) => string;
};

const some = (count: number, one: string, more: string) => (count === 1 ? `1 ${one}` : `${count} ${more}`);

/** Every sign that can count. What a machine does (opening, following a link) is kept and worth nothing as delivered. */
export const SIGNALS = {
  decision_maker: {
    axis: "fit",
    weight: 30,
    label: "Decides",
    words: () => "Their title is one of somebody who decides.",
  },
  company_known: { axis: "fit", weight: 15, label: "Company known", words: () => "Their company is known." },
  reachable_by_email: {
    axis: "fit",
    weight: 15,
    label: "Has an email address",
    words: () => "There is an email address that works.",
  },
  reachable_by_phone: { axis: "fit", weight: 10, label: "Has a phone number", words: () => "There is a phone number." },
  multiple_stakeholders: {
    axis: "fit",
    weight: 15,
    label: "Several people involved",
    words: (count) => `${some(count, "further person is", "further people are")} involved.`,
  },
  value_known: {
    axis: "fit",
    weight: 15,
    label: "Value estimated",
    words: () => "Somebody estimated what the deal is worth.",
  },
  address_bounced: {
    axis: "fit",
    weight: -25,
    label: "Address bounced",
    words: () => "Mail to their address came back.",
  },
  replied: {
    axis: "engagement",
    weight: 40,
    fades: true,
    label: "Replied",
    words: (count) => `They replied ${count === 1 ? "once" : `${count} times`}.`,
  },
  replied_quickly: {
    axis: "engagement",
    weight: 20,
    label: "Replied within a day",
    words: () => "Their first reply came within a day.",
  },
  budget_mentioned: {
    axis: "engagement",
    weight: 20,
    fades: true,
    label: "Spoke of money",
    words: () => "They wrote of a budget, a price or an offer.",
  },
  meeting_held: {
    axis: "engagement",
    weight: 25,
    fades: true,
    label: "Met",
    words: (count) => `${some(count, "meeting", "meetings")} with them.`,
  },
  positive_reply: {
    axis: "engagement",
    weight: 15,
    label: "Sounds positive",
    words: () => "Their last words sound positive.",
  },
  negative_reply: {
    axis: "engagement",
    weight: -30,
    label: "Sounds negative",
    words: () => "Their last words sound negative.",
  },
  no_answer: {
    axis: "engagement",
    weight: -10,
    label: "No answer to three",
    words: (count) => `${count} contacts in a row went without an answer.`,
  },
  closed: {
    axis: "engagement",
    weight: -60,
    label: "Lost or not qualified",
    words: () => "The lead is lost or not qualified.",
  },
  email_opened: {
    axis: "engagement",
    weight: 0,
    fades: true,
    label: "Opened a mail",
    words: () => "A mail was opened; machines open mail too.",
  },
  link_clicked: {
    axis: "engagement",
    weight: 0,
    fades: true,
    label: "Followed a link",
    words: () => "A link was followed; machines follow links too.",
  },
} as const satisfies Record<string, SignalKind>;

export type SignalName = keyof typeof SIGNALS;

// Object.keys forgets the names; the table has no others.
export const SIGNAL_NAMES = Object.keys(SIGNALS) as SignalName[];

export const kindOf = (name: SignalName): SignalKind => SIGNALS[name];

export type Model = {
  /** 0: as delivered, nobody changed anything */
  version: number;
  weights: Record<SignalName, number>;
  fit_share: number;
  fit_cap: number;
  engagement_cap: number;
  half_life_days: number;
  hot: number;
  warm: number;
  cold: number;
};

const delivered = Object.fromEntries(SIGNAL_NAMES.map((name) => [name, SIGNALS[name].weight]));

export const DEFAULT_MODEL: Model = {
  version: 0,
  // Made of the same names.
  weights: delivered as Record<SignalName, number>,
  fit_share: 40,
  fit_cap: 100,
  engagement_cap: 100,
  half_life_days: 30,
  hot: 75,
  warm: 50,
  cold: 25,
};

export const TIERS = ["hot", "warm", "cold", "dormant"] as const;
export type Tier = (typeof TIERS)[number];

/** The tier of a score. */
export function tierOf(score: number, { hot, warm, cold }: Pick<Model, "hot" | "warm" | "cold">): Tier {
  if (score >= hot) return "hot";
  if (score >= warm) return "warm";
  return score >= cold ? "cold" : "dormant";
}
