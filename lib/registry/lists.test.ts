import { describe, expect, it } from "vitest";
import { z } from "zod";
import { restRoutes } from "./rest-routes";

const fieldsOf = (schema: z.ZodType | undefined) => Object.keys(schema instanceof z.ZodObject ? schema.shape : {});
const lists = restRoutes.filter(({ method, answer }) => method === "get" && fieldsOf(answer).includes("next_cursor"));

describe("every list", () => {
  it.each(lists.map((route) => [route.path, route] as const))("%s is read by limit and cursor", (_, { query }) => {
    const asked = query ?? z.strictObject({});
    const refuses = (parameters: object) => {
      const paths = asked.safeParse(parameters).error?.issues.map(({ path, code }) => [code, ...path].join(" ")) ?? [];
      return paths.filter((one) => one.includes("limit") || one === "unrecognized_keys");
    };
    expect(refuses({ limit: "200", cursor: "a" })).toEqual([]);
    expect([refuses({ limit: "0" }), refuses({ limit: "201" })]).toEqual([["too_small limit"], ["too_big limit"]]);
  });
});
