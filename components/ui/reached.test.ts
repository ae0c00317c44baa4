import { redirect } from "next/navigation";
import { expect, it } from "vitest";
import { reached } from "./reached";

it("hands on an answer, a refusal too", async () => {
  expect(await reached(Promise.resolve({ ok: true, output: 3 }))).toEqual({ ok: true, output: 3 });
  const refused = { ok: false, problem: { code: "CONFLICT", detail: "Taken" } };
  expect(await reached(Promise.resolve(refused))).toBe(refused);
});

it("makes a refusal of a connection that fails, and lets a way to another page through", async () => {
  const answer = await reached(Promise.reject<{ ok: true }>(new TypeError("Failed to fetch")));
  expect(answer).toMatchObject({ ok: false, problem: { code: "UNAVAILABLE" } });
  const away = async (): Promise<{ ok: true }> => redirect("/sign-in");
  await expect(reached(away())).rejects.toThrow("NEXT_REDIRECT");
});
