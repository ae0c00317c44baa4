import type { OrgTx } from "@/db/tenant";

export type NewRun = {
  id: string;
  userId: string;
  leadId: string;
  suggestionId: string;
  model: string;
  reservedTokens: number;
  at: Date;
};

/** Puts a question down before it goes out. */
export async function insertRuns(tx: OrgTx, list: NewRun[]): Promise<void> {
  for (const one of list) {
    await tx.sql`
      insert into ai_runs (id, user_id, lead_id, suggestion_id, purpose, model, status, reserved_tokens, started_at, created_at, updated_at)
      values (${one.id}, ${one.userId}, ${one.leadId}, ${one.suggestionId}, 'suggestion', ${one.model}, 'running', ${one.reservedTokens}, ${one.at}, ${one.at}, ${one.at})`;
  }
}

export type RunEnd = {
  id: string;
  status: "done" | "refused" | "failed" | "garbage";
  inputTokens: number;
  outputTokens: number;
  costMicros: number | null;
  latencyMs: number;
  error: string | null;
};

/** Puts down what came of it. */
export async function updateRuns(tx: OrgTx, list: RunEnd[], at: Date): Promise<void> {
  for (const one of list) {
    await tx.sql`
      update ai_runs set status = ${one.status}, input_tokens = ${one.inputTokens}, output_tokens = ${one.outputTokens}, cost_micros = ${one.costMicros},
        latency_ms = ${one.latencyMs}, error = ${one.error}, updated_at = ${at} where id = ${one.id} and status = 'running'`;
  }
}
