import { expect, it } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { likenessOf, partsOf } from "./likeness-rules";

const { admin } = await testDatabase();

const pairs: [string, string][] = [
  ["we carry frozen food across the alps", "we carry frozen food across the alps"],
  ["we carry frozen food across the alps", "we carry fresh food over the alps in march"],
  ["grüße aus köln, größe 42", "grusse aus koln grosse 42"],
  ["first_name and full_name", "first name or full name"],
  ["a", "b"],
  ["", ""],
  ["東京 の 倉庫", "東京 倉庫"],
];

it.each(pairs)("two texts are as alike here as in the database: %s | %s", async (one, other) => {
  const [row] = await admin`select similarity(${one}, ${other}) as alike`;
  expect(likenessOf(partsOf(one), partsOf(other))).toBeCloseTo(row?.alike, 5);
});
