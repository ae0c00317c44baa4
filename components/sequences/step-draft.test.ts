import { describe, expect, it } from "vitest";
import { insertStep, moveStep, newStep, removeStep, toGiven } from "./step-draft";

const steps = () => {
  const list = ["email", "condition", "call", "email"].map((kind) => newStep(kind as "email"));
  return list.map((step, nth) => (nth === 1 ? { ...step, otherwise: "4" } : step));
};

describe("the steps of a builder", () => {
  it("keep the other way of a condition on the step it led to", () => {
    const list = steps();
    expect(moveStep(list, 0, 2).map((one) => one.otherwise)).toEqual(["4", "", "", ""]);
    expect(removeStep(list, 2)[1]?.otherwise).toBe("3");
    expect(removeStep(list, 3)[1]?.otherwise).toBe("");
    expect(insertStep(list, 2, newStep("wait"))[1]?.otherwise).toBe("5");
    expect(moveStep(list, 3, 0).map((one) => one.otherwise)).toEqual(["", "", "", ""]);
  });

  it("are sent in hours, and a text of a template without a text of its own", () => {
    expect(toGiven({ ...newStep("email"), delay: "2", unit: "days", subject: "s", templateId: "t" })).toMatchObject({
      delay_hours: 48,
      template_id: "t",
      subject: null,
      otherwise: null,
    });
  });
});
