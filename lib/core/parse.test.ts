import { expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "./errors";
import { parseInput } from "./parse";

const schema = z.strictObject({
  score: z.number().int().min(0).max(100),
  name: z.string(),
  host: z
    .string()
    .min(1, "Name it.")
    .regex(/^[a-z]+$/, "Letters only.")
    .default("a"),
});
const refused = (raw: unknown) => {
  try {
    parseInput(schema, raw);
  } catch (error) {
    if (error instanceof AppError) return error.errors;
    throw error;
  }
};

it("what is wrong is said once for each field", () => {
  expect(refused({ score: 1e300, name: 5, nmae: "" })).toEqual([
    { path: "score", message: "The most is 100." },
    { path: "name", message: "This must be text." },
    { path: "nmae", message: "This is not known here. Leave it out, or check its spelling." },
  ]);
});

it("a list with too few or too many in it is told how many it takes", () => {
  const list = z.strictObject({ ids: z.array(z.string()).min(1).max(2) });
  const said = (ids: string[]) => {
    try {
      parseInput(list, { ids });
    } catch (error) {
      return error instanceof AppError ? error.detail : error;
    }
  };
  expect([said([]), said(["a", "b", "c"])]).toEqual(["ids: Give at least 1.", "ids: Give at most 2."]);
});

it("an empty field is told to be filled in, not how it is spelled", () => {
  expect(refused({ score: 1, name: "A", host: "" })).toEqual([{ path: "host", message: "Name it." }]);
  expect(refused({ score: 1, name: "A", host: "1" })).toEqual([{ path: "host", message: "Letters only." }]);
});

it("what is wrong in very many places, or under a very long name, is said in a few words", () => {
  const texts = z.strictObject({ texts: z.record(z.string().regex(/^\w+$/, "A name is one word."), z.string()) });
  const said = (given: object) => {
    try {
      parseInput(texts, { texts: given });
    } catch (error) {
      if (error instanceof AppError) return error;
    }
    throw new Error("It was taken");
  };
  const many = said(Object.fromEntries(Array.from({ length: 20_000 }, (_, nth) => [`k${nth}`, nth])));
  expect([many.errors?.length, many.errors?.[0]]).toEqual([100, { path: "texts.k0", message: "This must be text." }]);
  expect(many.detail).toMatch(/; 19900 more fields are wrong$/);
  const long = said({ ["k".repeat(100_000)]: 1 });
  expect(long.errors).toEqual([{ path: `texts.${"k".repeat(194)}…`, message: "This must be text." }]);
  expect(said({ "a b": "c" }).errors?.[0]?.message).toBe("A name is one word.");
});
