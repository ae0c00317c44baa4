import { z } from "zod";
import { type ErrorCode, errorTitles } from "@/lib/core/errors";
import type { RestRoute } from "./rest-route";
import { restRoutes } from "./rest-routes";

const problemRef = { $ref: "#/components/schemas/Problem" };

/** The OpenAPI 3.1 description, generated from the schemas that the routes parse with. */
export function describeApi(version: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of restRoutes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  }
  const named: Record<string, unknown> = {};
  // Schemas with a name of their own move to where the whole document can refer to them.
  const described = JSON.parse(JSON.stringify(paths).replaceAll('"#/$defs/', '"#/components/schemas/'), (_, part) => {
    const { $defs, ...rest } = part?.$defs ? part : { $defs: null };
    if ($defs) Object.assign(named, $defs);
    return $defs ? rest : part;
  });
  return {
    openapi: "3.1.0",
    info: {
      title: "Touchline",
      version,
      license: { name: "MIT", identifier: "MIT" },
      description: "A CRM in which no lead is contacted twice by accident.",
    },
    servers: [{ url: "/" }],
    security: [{ key: [] }, { session: [] }],
    paths: described,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key, tl_..." },
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      },
      schemas: { Problem: problemSchema, ...named },
    },
  };
}

function operationOf(route: RestRoute) {
  const answers: ErrorCode[] = [
    ...route.refusals,
    ...(route.permission ? (["UNAUTHENTICATED", "FORBIDDEN", "TOO_MANY_REQUESTS"] as const) : []),
  ];
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    ...(route.permission ? { "x-permission": route.permission } : { security: [] }),
    parameters: [
      ...pathParameters(route.path),
      ...queryParameters(route.query),
      ...(route.idempotent ? [idempotencyKey] : []),
    ],
    ...(route.body
      ? { requestBody: { required: true, content: { "application/json": { schema: toSchema(route.body, "input") } } } }
      : {}),
    responses: {
      [route.status]: {
        description: "Done",
        ...(route.answer ? { content: { "application/json": { schema: toSchema(route.answer, "output") } } } : {}),
      },
      ...Object.fromEntries(groupByStatus(answers).map(([status, codes]) => [status, refusal(codes)])),
    },
  };
}

const operationIdOf = ({ method, path }: RestRoute) =>
  `${method}${path
    .replace(/^\/api/, "")
    .replace(/[{}]/g, "")
    .replace(/[/_-](\w)/g, (_, letter: string) => letter.toUpperCase())}`;

const pathParameters = (path: string) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", format: "uuid" },
  }));

function queryParameters(query: z.ZodType | undefined) {
  if (!query) return [];
  const schema = toSchema(query, "input");
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties ?? {}).map(([name, of]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema: of,
  }));
}

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  schema: { type: "string", maxLength: 255 },
};

function groupByStatus(codes: ErrorCode[]): [string, ErrorCode[]][] {
  const groups = new Map<string, ErrorCode[]>();
  for (const code of codes) {
    const status = String(errorTitles[code][0]);
    groups.set(status, [...(groups.get(status) ?? []), code]);
  }
  return [...groups];
}

const refusal = (codes: ErrorCode[]) => ({
  description: codes.join(", "),
  content: { "application/problem+json": { schema: problemRef } },
});

const toSchema = (schema: z.ZodType, io: "input" | "output") =>
  z.toJSONSchema(schema, { io, unrepresentable: "any", target: "draft-2020-12" });

const problemSchema = {
  type: "object",
  required: ["type", "title", "status", "detail", "code", "request_id"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string", enum: Object.keys(errorTitles) },
    request_id: { type: "string" },
    errors: {
      type: "array",
      items: { type: "object", properties: { path: { type: "string" }, message: { type: "string" } } },
    },
  },
};
