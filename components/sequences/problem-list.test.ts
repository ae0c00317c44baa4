import { expect, it } from "vitest";
import { byPlace } from "./problem-list";

it("says everything about a step in one line, and what belongs to none beside it", () => {
  const problem = (position: number | null, message: string) => ({
    position,
    message,
    level: "error" as const,
    code: "NO_TEXT",
  });
  const problems = [
    problem(3, "There is no text."),
    problem(null, "There is no step."),
    problem(3, "An email needs a subject."),
    problem(4, "Say what the rep is to do."),
  ];
  expect(byPlace(problems)).toEqual([
    { place: 3, words: "There is no text. An email needs a subject." },
    { place: null, words: "There is no step." },
    { place: 4, words: "Say what the rep is to do." },
  ]);
});
