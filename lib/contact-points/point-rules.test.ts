import { describe, expect, it } from "vitest";
import { pointsOf } from "./point-rules";

describe("the addresses of a lead", () => {
  it("keep how they were written beside their normal form", () => {
    expect(
      pointsOf(
        {
          email: " Jane.Doe+crm@Example.ORG ",
          phone: "(415) 555-0123",
          linkedin: "https://www.linkedin.com/in/Jane-Doe/?x=1",
        },
        "US",
      ),
    ).toEqual([
      { kind: "email", raw: " Jane.Doe+crm@Example.ORG ", norm: "jane.doe@example.org" },
      { kind: "phone", raw: "(415) 555-0123", norm: "+14155550123" },
      { kind: "linkedin", raw: "https://www.linkedin.com/in/Jane-Doe/?x=1", norm: "jane-doe" },
    ]);
  });

  it("that are missing or empty are none", () => {
    expect(pointsOf({}, "US")).toEqual([]);
    expect(pointsOf({ email: null, phone: "" }, "US")).toEqual([]);
  });

  it("that cannot be one are named together, each with its reason", () => {
    expect(() => pointsOf({ email: "no at", phone: "12", linkedin: "https://linkedin.com/company/x" }, "US")).toThrow(
      expect.objectContaining({
        code: "INVALID",
        errors: [
          expect.objectContaining({ path: "email" }),
          expect.objectContaining({ path: "phone" }),
          expect.objectContaining({ path: "linkedin" }),
        ],
      }),
    );
  });
});
