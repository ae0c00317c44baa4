import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/lib/core/errors";

const tries = 200;
const pauseMs = 100;

/** A teller that was killed may leave its last command running in the database for a moment: waits until its key is free. */
export async function onceFree<T>(tell: () => Promise<T>): Promise<T> {
  for (let nth = 1; ; nth++) {
    try {
      return await tell();
    } catch (error) {
      if (nth === tries || !(error instanceof AppError) || error.code !== "IN_PROGRESS") throw error;
      await sleep(pauseMs);
    }
  }
}
