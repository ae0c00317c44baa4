import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { serverRefusedWords } from "./rules";
import { operatorServerSchema } from "./schema";
import { acceptServer, refuseServer } from "./store";

/**
 * What became of a worker's sign-in to the operator's server. Refused, admins are told once, and what would leave by it waits with its place and
 * its tries; it goes on by itself as soon as the server takes a message again. What leaves by mailboxes is not held up.
 */
export const recordServerSignIn = defineCommand({
  name: "recordServerSignIn",
  permission: "communications:write",
  input: z.strictObject({
    server: operatorServerSchema.nullable(),
    /** what the server said; null: it let us in */
    refused: z.string().nullable(),
  }),
  run: async (tx, { server, refused }, ctx): Promise<{ changed: boolean }> => {
    const author = { ...ctx, actor: { ...ctx.actor, userId: ctx.actor.userId || null } };
    const host = server?.host ?? "The mail server";
    if (refused === null) {
      if (!(await acceptServer(tx))) return { changed: false };
      await emit(tx, author, [{ kind: "sending.resumed", payload: { server: host } }]);
      return { changed: true };
    }
    const reason = serverRefusedWords(host, refused);
    if (!(await refuseServer(tx, { at: ctx.now, reason, print: server?.print ?? null }))) return { changed: false };
    await emit(tx, author, [{ kind: "sending.paused", payload: { reason, server: host } }]);
    return { changed: true };
  },
});
