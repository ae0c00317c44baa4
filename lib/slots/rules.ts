/** A touch as whoever meets its slot learns of it. */
export type HeldTouch = {
  communicationId: string;
  user: { id: string; name: string } | null;
  at: Date;
  channel: string;
  subject: string | null;
  excerpt: string | null;
  answered: boolean;
  /** a message that has not gone out yet; `at` is when it is to */
  waiting?: boolean;
  /** the address that many share, when the touch went to another lead there */
  sharedAddress?: string | null;
  /** of a lead that the asker may not see: they learn "taken, since when" and nothing else */
  hidden?: boolean;
};

/** A slot that somebody has. */
export type HeldSlot = {
  guardId: string;
  group: string;
  since: Date;
  until: Date;
  touch: HeldTouch;
  kind?: "outreach" | "reply";
};
