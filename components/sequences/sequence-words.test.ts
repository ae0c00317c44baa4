import { describe, expect, it } from "vitest";
import type { StepCondition } from "@/lib/sequences/schema";
import { stepSummary } from "./sequence-words";

const step = { kind: "condition" as const, subject: null, body: null };

describe("what a step says in a line", () => {
  it("is its template, its subject or the beginning of its text", () => {
    const letter = { kind: "email" as const, subject: "Driver hours", body: "Hello" };
    expect(stepSummary({ ...letter, template: "First words" })).toBe("First words");
    expect(stepSummary(letter)).toBe("Driver hours");
    expect(stepSummary({ ...letter, subject: null, body: "x".repeat(200) })).toHaveLength(80);
    expect(stepSummary({ ...letter, kind: "sms", subject: "", body: "Tuesday?" })).toBe("Tuesday?");
    expect(stepSummary({ ...step, kind: "wait" })).toBe("");
  });

  it("is what a condition looks at, each field once", () => {
    expect(stepSummary({ ...step, condition: { reply_class: "positive" } })).toBe("their newest reply is positive");
    const condition: StepCondition = {
      and: [
        { field: "last_contacted_at", op: "is_not_set" },
        { field: "score", op: "at_least", value: 3 },
        { field: "score", op: "at_most", value: 9 },
      ],
    };
    expect(stepSummary({ ...step, condition })).toBe("depends on last contacted at, score");
  });
});
