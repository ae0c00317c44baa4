import { unstable_rethrow } from "next/navigation";

export const NOT_REACHED = {
  ok: false as const,
  problem: {
    code: "UNAVAILABLE",
    detail: "The connection failed and no answer came. What you wrote is still here: try again in a moment.",
  },
};

/** What a server action answers, or that none came: a connection that is gone takes neither the page nor what was typed on it. */
export async function reached<R extends { ok: boolean }>(work: Promise<R>): Promise<R | typeof NOT_REACHED> {
  try {
    return await work;
  } catch (error) {
    // Next.js sends people to another page by throwing.
    unstable_rethrow(error);
    return NOT_REACHED;
  }
}
