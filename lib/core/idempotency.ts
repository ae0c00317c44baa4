import type { OrgTx } from "@/db/tenant";
import type { Idempotency } from "./context";
import { AppError, type ErrorCode, type FieldError } from "./errors";

type StoredError = { code: ErrorCode; detail: string; errors?: FieldError[]; extra?: Record<string, unknown> };
type Stored = { output?: unknown; refused?: StoredError };

/** The answer given before under this key; 422 for another body, 409 while the first request still runs. */
export async function findStoredAnswer<T>(
  tx: OrgTx,
  { principal, route, key, bodyHash }: Idempotency,
): Promise<{ answer: T } | null> {
  const lock = `${tx.orgId} ${principal} ${route} ${key}`;
  const [turn] = await tx.sql<
    { mine: boolean }[]
  >`select pg_try_advisory_xact_lock(hashtextextended(${lock}, 7)) as mine`;
  if (!turn?.mine) {
    throw new AppError("IN_PROGRESS", "A request with this Idempotency-Key is still running. Ask again in a moment.");
  }
  const [row] = await tx.sql<{ body_hash: string; answer: string }[]>`
    select body_hash, answer from idempotency_keys where principal = ${principal} and route = ${route} and key = ${key}`;
  if (!row) return null;
  if (row.body_hash !== bodyHash) {
    throw new AppError(
      "IDEMPOTENCY_MISMATCH",
      "This Idempotency-Key was used with another body. Use a new key for a new request.",
    );
  }
  return { answer: revive(JSON.parse(row.answer)) as T };
}

export async function storeAnswer(
  tx: OrgTx,
  { principal, route, key, bodyHash }: Idempotency,
  answer: unknown,
): Promise<void> {
  await tx.sql`insert into idempotency_keys (principal, route, key, body_hash, answer)
    values (${principal}, ${route}, ${key}, ${bodyHash}, ${JSON.stringify(freeze(answer))})`;
}

function freeze(answer: unknown): Stored {
  if (typeof answer === "object" && answer !== null && "refused" in answer && answer.refused instanceof AppError) {
    const { code, detail, errors, extra } = answer.refused;
    return { refused: { code, detail, errors, extra } };
  }
  return { output: answer };
}

function revive({ output, refused }: Stored): unknown {
  return refused ? { refused: new AppError(refused.code, refused.detail, refused) } : output;
}
