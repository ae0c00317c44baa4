import type { RecordCallInput } from "@/lib/communications/call-schema";
import type { Touch } from "@/lib/communications/schema";
import type { Problem } from "@/lib/guard/schema";

/** Says what became of a call. */
export type RecordCall = (
  contactId: string,
  input: RecordCallInput,
) => Promise<{ ok: true; output: Touch } | { ok: false; problem: Problem }>;
