import { z } from "zod";

/** Which touches are counted: days where the organization is, both included. */
export type RollupQuestion = {
  from: string;
  to: string;
  method: string | null;
  user: string | null;
  team: string | null;
  /** the rollups do not know it: asked for, the ledger itself is counted */
  campaign?: string;
};

export const foldRollupsInputSchema = z.strictObject({});
/** Leads after one, until another with it; null: from the first, to the last. Not null both, for that is everything. */
const partSchema = z.strictObject({ after: z.uuid().nullable(), until: z.uuid().nullable() });
export type RollupPart = z.infer<typeof partSchema>;
export const rebuildPartInputSchema = partSchema;
export const rebuildRollupsInputSchema = z.strictObject({
  /** all parts were counted anew just now */
  recounted: z.boolean().default(false),
});

/** Touches and answers of one hour of the day, of one day of the week, of one channel in one direction. */
export type TouchCounts = {
  hours: { hour: number; attempts: number; answered: number }[];
  /** 1 is Monday */
  weekdays: { weekday: number; attempts: number; answered: number }[];
  directions: { channel: string; direction: "outbound" | "inbound"; touches: number }[];
};
