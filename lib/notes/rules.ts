import type { Actor } from "@/lib/core/context";
import { AppError, invalid } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";
import type { Colleague } from "./schema";

/**
 * Whom a text names: `@` and a member's whole name, in any case. Of names that begin alike the longest counts; two people of one name
 * are both meant. An @ within a word is an address, not a mention.
 */
export function mentionsIn<P extends Colleague>(body: string, members: readonly P[]): P[] {
  const text = foldName(body);
  const named = members
    .map((member) => ({ member, name: foldName(member.name) }))
    .filter(({ name }) => name !== "")
    .toSorted((a, b) => b.name.length - a.name.length);
  const found = new Set<P>();
  for (const { index } of text.matchAll(/(?<![\p{L}\p{N}._%+-])@/gu)) {
    const rest = text.slice(index + 1);
    const longest = named.find(({ name }) => rest.startsWith(name) && !/^[\p{L}\p{N}]/u.test(rest.slice(name.length)));
    for (const { member, name } of named) if (name === longest?.name) found.add(member);
  }
  return members.filter((member) => found.has(member));
}

// One letter stays one letter, so that places in the folded text are places in the text.
const foldName = (text: string) => text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();

/** Throws INVALID when somebody is named who would not be told, because the lead is out of their sight. */
export function checkMentions(mentioned: readonly (Colleague & { sees: boolean })[]): void {
  const blind = mentioned.filter((one) => !one.sees).map((one) => one.name);
  if (blind.length === 0) return;
  throw invalid(
    "body",
    `${blind.join(", ")} ${blind.length === 1 ? "does" : "do"} not see this lead, so nobody would be told. Leave out the @, or ask a manager to share the lead.`,
  );
}

type Who = Pick<Actor, "userId" | "role">;

/** Only who wrote a note may rewrite it. */
export function checkAuthor(actor: Who, authorId: string): void {
  if (actor.userId === authorId) return;
  throw new AppError("FORBIDDEN", "Only the person who wrote this note may change it. Write a note of your own.");
}

/** Who wrote it, or a manager. */
export const mayDelete = ({ userId, role }: Who, authorId: string) => userId === authorId || atLeast(role, "manager");

export function checkDeleter(actor: Who, authorId: string): void {
  if (mayDelete(actor, authorId)) return;
  throw new AppError("FORBIDDEN", "Only the person who wrote this note, or a manager, may delete it.");
}
