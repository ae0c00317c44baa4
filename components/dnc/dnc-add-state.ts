import type { AddedDncEntry } from "@/lib/dnc/schema";
import type { Problem } from "@/lib/guard/schema";

/** What the action answers: what is wrong and what was typed, or what was added. */
export type DncAddState = { problem?: Problem; typed?: Record<string, string>; added?: AddedDncEntry };
export type DncAddAction = (state: DncAddState, form: FormData) => Promise<DncAddState>;
