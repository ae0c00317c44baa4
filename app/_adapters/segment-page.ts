import { notFound } from "next/navigation";
import { cache } from "react";
import { listMembers } from "@/lib/accounts/queries";
import { AppError } from "@/lib/core/errors";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { getSegment } from "@/lib/segments/queries";
import { listTagNames } from "@/lib/tags/queries";
import { checkIds } from "./asked";
import { requireContext } from "./session";

/** A segment and what its builder offers; without an id the builder alone. */
export const loadSegment = cache(async (id: string | null) => {
  const ctx = await requireContext();
  try {
    if (id !== null) checkIds({ id });
    return await read(ctx, "segments:read", async (tx) => {
      const [segment, members, tags] = await Promise.all([
        id === null ? null : getSegment(tx, ctx, id),
        listMembers(tx),
        listTagNames(tx),
      ]);
      return {
        segment,
        userId: ctx.actor.userId,
        mayExport: mayDo(ctx.actor.role, ctx.actor.scopes, "leads:export"),
        context: { people: members.map(({ user_id, name }) => ({ id: user_id, name })), tags },
      };
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
});
