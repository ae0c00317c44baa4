import type { z } from "zod";
import type { Command, Executed } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError, invalid } from "@/lib/core/errors";
import { findForward } from "@/lib/core/forward";
import type { Visitor } from "@/lib/core/identity-command";
import { parseInput } from "@/lib/core/parse";
import type { Permission } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { readInLine } from "@/lib/core/read-in-line";
import { type Asked, checkIds, idempotencyOf, type Params, readQuery, refuseParameters, refuseQuery } from "./asked";
import { readBody } from "./body";
import { type Caller, visitorOf } from "./caller";
import { countRequest } from "./metrics";
import { problemResponse } from "./problem";
import { spendRequest } from "./rate-limit";
import { authenticate } from "./session";
import { wholeResponse } from "./whole-body";

// The transaction as `read` hands it out: doors know its shape through the room, not the ground below.
type OrgTx = Parameters<Parameters<typeof read>[2]>[0];
type Route = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;

type EndpointOptions<O> = {
  /** of the answer; 204 sends no body; a function when it depends (201 created, 200 was there) */
  status?: number | ((output: O) => number);
  /** the command's raw input; default: the body with the path's parameters over it. A query or a body that it does not look at is refused. */
  input?: (asked: Asked, params: Params) => unknown;
  /** what is sent of the output; default: all of it */
  answer?: (output: O) => unknown;
  /** whether an Idempotency-Key is honoured; default: every POST */
  idempotent?: boolean;
  mostBytes?: number;
};

/** A command as a REST route: `export const POST = toEndpoint(logContact, { status: 201, input: ... })`. */
export function toEndpoint<I extends z.ZodType, O>(command: Command<I, O>, options: EndpointOptions<O> = {}): Route {
  const { status = 200, input = bodyAndPath, answer = (output) => output, idempotent = true, mostBytes } = options;
  const work: Work = async (request, params, caller) => {
    const raw = readAll(
      { request, query: readQuery(request), body: await readBody(request, mostBytes) },
      params,
      input,
    );
    const idempotency = idempotent ? idempotencyOf(request, caller, raw) : undefined;
    const { output, replayed } = await command.execute({ ...caller.context, idempotency }, raw);
    const code = typeof status === "function" ? status(output) : status;
    const headers = replayed ? { "Idempotency-Replayed": "true" } : undefined;
    return code === 204 ? new Response(null, { status: code, headers }) : json(answer(output), code, headers);
  };
  return answering(command.definition.name, work, "with a query");
}

export type ReadOptions<I extends z.ZodType, O> = {
  name: string;
  permission: Permission;
  input: I;
  /** the raw input; default: the query with the path's parameters over it */
  raw?: (query: Params, params: Params, request: Request) => unknown;
  read: (tx: OrgTx, input: z.output<I>, ctx: Context) => Promise<O>;
  /** whether it looks through many rows, and waits for its turn; default: no */
  inLine?: (input: z.output<I>) => boolean;
};

/** A query as a REST route: `export const GET = toReadEndpoint({ name, permission, input, read })`. */
export function toReadEndpoint<I extends z.ZodType, O>(options: ReadOptions<I, O>): Route {
  const { name, permission, input: schema, raw = (query, params) => ({ ...query, ...params }) } = options;
  const work: Work = async (request, params, { context }) => {
    const query = readQuery(request);
    const answer = (path: Params) => {
      const input = parseInput(schema, raw(query, path, request));
      const how = options.inLine?.(input) ? readInLine : read;
      return how(context, permission, (tx) => options.read(tx, input, context));
    };
    return json(await forwarding(context, params, answer), 200);
  };
  return answering(name, work, "with a query");
}

/** The same about the lead that the one of the path is a part of now, when there is nothing else under its id. */
export async function forwarding<O>(ctx: Context, params: Params, answer: (params: Params) => Promise<O>): Promise<O> {
  try {
    return await answer(params);
  } catch (error) {
    const { id } = params;
    if (!(error instanceof AppError) || error.code !== "NOT_FOUND" || !id) throw error;
    const into = await read(ctx, "leads:read", (tx) => findForward(tx, id)).catch(() => null);
    if (into === null) throw error;
    return answer({ ...params, id: into });
  }
}

type Work = (request: Request, params: Params, caller: Caller) => Promise<Response>;

/**
 * Any other signed-in route (streams, files): authentication, rate limit, problems, request id and figures around `work`. A parameter is
 * refused unless `work` reads the query itself.
 */
export function answering(
  name: string,
  work: Work,
  asked: "with a query" | "without a query" = "without a query",
): Route {
  return async (request, { params }) => {
    const began = performance.now();
    const visitor = visitorOf(request.headers);
    const response = await answerOrProblem(visitor, async () => {
      const caller = await authenticate(request, visitor);
      spendRequest(caller.identity.id);
      if (asked === "without a query") refuseQuery(request);
      // A route without parameters gets none at all.
      return work(request, checkIds((await params) ?? {}), caller);
    });
    response.headers.set("X-Request-Id", visitor.requestId);
    countRequest(name, response.status, (performance.now() - began) / 1000);
    return response;
  };
}

async function answerOrProblem(visitor: Visitor, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    return problemResponse(error, visitor.requestId);
  }
}

const bodyAndPath = ({ body }: Asked, params: Params): unknown => ({ ...body, ...params });

/** What `input` makes of a request; INVALID for a parameter or a field where it looks at none, or its sender would think it heard. */
function readAll({ request, query, body }: Asked, params: Params, input: (asked: Asked, params: Params) => unknown) {
  const unread = { query, body };
  const reading = <Name extends "query" | "body">(name: Name, value: Asked[Name]) => {
    unread[name] = {};
    return value;
  };
  const asked = {
    request,
    get query() {
      return reading("query", query);
    },
    get body() {
      return reading("body", body);
    },
  };
  const raw = input(asked, params);
  refuseParameters(unread.query);
  const [field] = Object.keys(unread.body);
  if (field !== undefined) throw invalid(field, "This is not known here. Leave it out, or check its spelling.");
  return raw;
}

/** What a command made, for a route that does more than call it. */
export const executedResponse = <O>({ output, replayed }: Executed<O>, status = 201) =>
  json(output, status, replayed ? { "Idempotency-Replayed": "true" } : undefined);

/** An answer in JSON that nobody keeps. */
export const json = (body: unknown, status: number, headers?: HeadersInit) =>
  wholeResponse(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers },
  });
