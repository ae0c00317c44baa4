/** What a mail server took in, with the time of the story at which it first heard of it and at which it had it. */
export type Arrived = {
  id: string;
  /** the name of who sends it */
  by: string;
  to: string;
  subject: string;
  /** its first paragraph */
  text: string;
  heardAt: number;
  at: number;
  times: number;
};
export type Act = { email: string; at: number };
/** What somebody did themselves; `step`: because a sequence had asked for it. */
export type Touch = Act & { kind: "call" | "email" | "linkedin"; by: string; step?: boolean };
/** Somebody as everybody outside knows them: one address is one person, who works somewhere and has a clock; null: their hours are not asked. */
export type Person = { company: string; zone: string | null };

/** A story as the outside saw it: the server's own log, and what people did or said. Nothing of it comes from the product's tables. */
export type Story = {
  people: Map<string, Person>;
  arrived: Arrived[];
  /** how often the server was asked to deliver to an address that it turned away for good */
  turnedAway: Map<string, number>;
  /** `only`: nothing was said of other ways to reach them */
  optedOut: (Act & { only?: "email" })[];
  answered: Act[];
  touches: Touch[];
  /** who began to write to somebody, before others acted at that moment */
  drafting: (Act & { by: string })[];
  /** people in play at one company, and touches within a week, that are enough */
  ceiling: number;
  enough: number;
};

export const hour = 3_600_000;
/** The steps of the sequences, by their subjects. */
export const isAutomated = (subject: string) => /^(North|South|East) \d$/.test(subject);
