import { subscribe } from "node:diagnostics_channel";
import { readFileSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { join, resolve } from "node:path";
import { visitorOf } from "@/app/_adapters/caller";
import { log } from "@/app/_adapters/log";
import { problemResponse } from "@/app/_adapters/problem";
import { AppError } from "@/lib/core/errors";
import { apiDoors, type Door, onceLoaded, textOf } from "./api-doors";
import { requestOf, send } from "./node-exchange";

/**
 * Answers /api/* beside Next.js, by the same compiled route files: its machinery for pages costs a request more than everything that
 * the product does for it (docs/decisions/0044). Development, and paths that no door takes, stay with Next.js.
 */
export function serveApi(): void {
  const built = process.env.__NEXT_PRIVATE_STANDALONE_CONFIG;
  if (!built) return;
  const answer = openApi(resolve(JSON.parse(built).distDir));
  const known = new WeakSet<Server>();
  // Node names the server with each request, before its listeners hear of it.
  subscribe("http.server.request.start", (message) => {
    const { server } = message as { server: Server };
    if (known.has(server)) return;
    known.add(server);
    const others = server.listeners("request");
    server.removeAllListeners("request");
    server.on("request", (req, res) => {
      if (answer(req, res)) return;
      for (const draw of others) draw.call(server, req, res);
    });
  });
}

const nowhere = { file: "/api/[...path]/route", params: {} };

/** Whether it answers the request. */
function openApi(dist: string): (req: IncomingMessage, res: ServerResponse) => boolean {
  const find = apiDoors(readJson(dist, "app-path-routes-manifest.json"));
  const rules = headerRules(readJson(dist, "routes-manifest.json").headers);
  const load = onceLoaded((file) => loadDoor(dist, file));
  return (req, res) => {
    const [path = ""] = (req.url ?? "").split("?", 1);
    if (!path.startsWith("/api/")) return false;
    const found = find(path) ?? (textOf(path) === null ? nowhere : null);
    if (!found) return false;
    exchange(req, res, () => load(found.file), found.params, rules).catch((error) => {
      log.error({ err: error, path }, "an answer could not be sent");
      res.destroy();
    });
    return true;
  };
}

async function exchange(
  req: IncomingMessage,
  res: ServerResponse,
  load: () => Promise<Door>,
  params: Record<string, string>,
  rules: HeaderRule[],
): Promise<void> {
  // No Request can be one (Fetch, 2.2.1), and no door takes one.
  const response =
    req.method === "TRACE"
      ? otherMethod(await load(), "TRACE", visitorOf(new Headers()).requestId)
      : await answerOf(load, await requestOf(req, res), params);
  const headers = rules.flatMap((rule) => (rule.when(req) ? rule.headers : []));
  await send(req, res, response, headers);
}

async function answerOf(
  load: () => Promise<Door>,
  request: Request,
  params: Record<string, string>,
): Promise<Response> {
  const { method } = request;
  const { requestId } = visitorOf(request.headers);
  try {
    const door = await load();
    const answer = door[method] ?? (method === "HEAD" ? door.GET : undefined);
    if (!answer) return otherMethod(door, method, requestId);
    return await answer(request, { params: Promise.resolve(params) });
  } catch (error) {
    return problemResponse(error, requestId);
  }
}

function otherMethod(door: Door, method: string, requestId: string): Response {
  const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((one) => door[one]);
  const allow = [...methods, ...(door.GET ? ["HEAD"] : []), "OPTIONS"].join(", ");
  if (method === "OPTIONS") return new Response(null, { status: 204, headers: { Allow: allow } });
  const error = new AppError("METHOD_NOT_ALLOWED", `${method} does nothing at this address. It takes ${allow}.`);
  const response = problemResponse(error, requestId);
  response.headers.set("Allow", allow);
  return response;
}

/** A route file as the build left it; Next.js loads it the same way, so that both have one copy. */
async function loadDoor(dist: string, file: string): Promise<Door> {
  const { createRequire } = process.getBuiltinModule("node:module");
  const { routeModule } = await createRequire(join(dist, "server", "x.js"))(`./app${file}.js`);
  await routeModule.ensureUserland();
  return routeModule.userland;
}

type HeaderRule = { headers: [string, string][]; when: (req: IncomingMessage) => boolean };
type Listed = {
  regex: string;
  headers: { key: string; value: string }[];
  has?: { type: string; key: string; value?: string }[];
};

/** next.config.ts says what every answer carries; its conditions are about headers alone. */
function headerRules(listed: Listed[]): HeaderRule[] {
  return listed
    .filter(({ regex }) => new RegExp(regex).test("/api/any"))
    .map(({ headers, has = [] }) => ({
      headers: headers.map(({ key, value }) => [key, value]),
      when: (req) =>
        has.every(({ key, value = ".*" }) => new RegExp(`^${value}$`).test(String(req.headers[key] ?? ""))),
    }));
}

const readJson = (dist: string, file: string) => JSON.parse(readFileSync(join(dist, file), "utf8"));
