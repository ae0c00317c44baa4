import { expect, it } from "vitest";
import { describeApi } from "./openapi";

const text = JSON.stringify(describeApi("1"));
const description: unknown = JSON.parse(text);

it("refers to nothing that the description does not hold", () => {
  const refs = [...new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = ""]) => ref))];
  const holds = (ref: string) => ref.split("/").slice(1).reduce(part, description) !== undefined;
  expect(refs.length).toBeGreaterThan(3);
  expect(refs.filter((ref) => !holds(ref))).toEqual([]);
});

const part = (of: unknown, name: string): unknown =>
  typeof of === "object" && of !== null ? Reflect.get(of, name) : undefined;
