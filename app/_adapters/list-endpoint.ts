import type { z } from "zod";
import { cutPage } from "@/lib/core/cut-page";
import type { PageInput } from "@/lib/core/schema";
import { type ReadOptions, toReadEndpoint } from "./endpoint";

/** A short list as a REST route, in pages like every other: its query answers the whole of it. */
export function toListEndpoint<I extends z.ZodType<PageInput>, T extends { id: string }>(options: ReadOptions<I, T[]>) {
  const { read, ...rest } = options;
  return toReadEndpoint({
    ...rest,
    read: async (tx, input, ctx) => cutPage(rest.name, await read(tx, input, ctx), input),
  });
}
