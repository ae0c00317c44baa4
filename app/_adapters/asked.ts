import { createHash } from "node:crypto";
import { z } from "zod";
import type { Idempotency } from "@/lib/core/context";
import { AppError, invalid } from "@/lib/core/errors";
import type { Caller } from "./caller";

export type Params = Record<string, string>;
/** A request as a command's input is made from it: `query` and `body` parsed, names in snake_case. */
export type Asked = { request: Request; query: Params; body: Record<string, unknown> };

/** Query parameters; each at most once. */
export function readQuery(request: Request): Params {
  // Without a prototype, so that a parameter named __proto__ is a name like any other.
  const query: Params = Object.create(null);
  for (const [name, value] of new URL(request.url).searchParams) {
    if (Object.hasOwn(query, name)) throw invalid(name, "Give this parameter once.");
    // Nothing can be stored or found by it, and a file that is under way could not say so any more.
    if (value.includes("\u0000")) throw invalid(name, "This holds a character that no text has (NUL). Remove it.");
    query[name] = value;
  }
  return query;
}

/** INVALID for any parameter, where a route takes none: its sender would think it heard. */
export const refuseQuery = (request: Request): void => refuseParameters(readQuery(request));

export function refuseParameters(query: Params): void {
  const [name] = Object.keys(query);
  if (name !== undefined) throw invalid(name, "This parameter is not known here.");
}

/** The path's parameters. What cannot be an id is nowhere: 404 like any other that is not there. */
export function checkIds(params: Params): Params {
  for (const [name, value] of Object.entries(params)) {
    if (/^id$|Id$|_id$/.test(name) && !z.uuid().safeParse(value).success) {
      throw new AppError("NOT_FOUND", "There is nothing under this id. Check the link.");
    }
  }
  return params;
}

/** The version out of `If-Match: "3"`; undefined without the header or for `*`. */
export function versionOf(request: Request): number | undefined {
  const given = request.headers.get("if-match");
  if (given === null || given.trim() === "*") return undefined;
  const version = /^\s*(?:W\/)?"?(\d{1,9})"?\s*$/.exec(given)?.[1];
  if (version === undefined) throw invalid("If-Match", 'Give the version as a number in quotes, such as "3".');
  return Number(version);
}

/** A change as its command takes it, with the version out of `If-Match`; one in the body is refused, since nobody would hear it. */
export function withVersion({ body, request }: Pick<Asked, "body" | "request">, path: Record<string, unknown> = {}) {
  if ("if_version" in body) throw invalid("if_version", 'Send the version as the header If-Match: "3".');
  return { ...body, ...path, if_version: versionOf(request) };
}

/** For a POST with an Idempotency-Key: by which the stored answer is found. */
export function idempotencyOf(request: Request, { door, identity }: Caller, asked: unknown): Idempotency | undefined {
  const key = request.headers.get("idempotency-key");
  if (key === null || request.method !== "POST") return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw invalid("Idempotency-Key", "Use 1 to 255 visible ASCII characters.");
  const principal = door === "key" ? `key ${identity.id}` : `user ${identity.user_id}`;
  const bodyHash = createHash("sha256").update(JSON.stringify(asked, sorted)).digest("hex");
  return { principal, route: `POST ${new URL(request.url).pathname}`, key, bodyHash };
}

/** The same for a route that keeps a file: made when its bytes are in, from their hash. `part` tells the commands of one request apart. */
export const idempotencyOfFile =
  (request: Request, caller: Caller, part = "") =>
  (hash: string): Idempotency | undefined => {
    const found = idempotencyOf(request, caller, { query: readQuery(request), file: hash });
    return found && { ...found, route: found.route + part };
  };

/** The keys of an object in one order, for two that differ in nothing else say the same. */
const sorted = (_: string, part: unknown): unknown =>
  typeof part === "object" && part !== null && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
    : part;
