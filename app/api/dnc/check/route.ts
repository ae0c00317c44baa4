import { readBody } from "@/app/_adapters/body";
import { answering, json, toReadEndpoint } from "@/app/_adapters/endpoint";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { checkDnc, checkManyDnc } from "@/lib/dnc/check-queries";
import { askedValue } from "@/lib/dnc/rules";
import { checkDncInputSchema, checkManyDncInputSchema } from "@/lib/dnc/schema";

const mostBytes = 12_000_000;

export const GET = toReadEndpoint({
  name: "checkDnc",
  permission: "dnc:read",
  input: checkDncInputSchema,
  read: (tx, input, ctx) => checkDnc(tx, askedValue(input), ctx.defaultRegion, ctx.now),
});

export const POST = answering("checkManyDnc", async (request, _, { context }) => {
  const { values } = parseInput(checkManyDncInputSchema, await readBody(request, mostBytes));
  const results = await read(context, "dnc:read", (tx) => checkManyDnc(tx, values, context.defaultRegion, context.now));
  return json({ results }, 200);
});
