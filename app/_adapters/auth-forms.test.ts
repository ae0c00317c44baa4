import { describe, expect, it } from "vitest";
import { firstVisitInput } from "./auth-forms";

const typed = {
  organization: "Müller & Söhne",
  name: "Ada",
  email: "ada@m.example",
  password: "correct horse battery",
};

describe("the first visit", () => {
  it("takes clock and country from the browser", () => {
    expect(firstVisitInput({ ...typed, timezone: "Asia/Tokyo", locale: "ja" })).toMatchObject({
      slug: "muller-sohne",
      timezone: "Asia/Tokyo",
      default_region: "JP",
      first: true,
    });
    expect(firstVisitInput({ ...typed, timezone: "Europe/Vienna", locale: "de-AT" }).default_region).toBe("AT");
  });

  it.each<Record<string, string>>([
    {},
    { timezone: "", locale: "" },
    { timezone: "Mars/Base", locale: "not a locale" },
  ])("begins with what the server knows when the browser says %j", (said) => {
    const input = firstVisitInput({ ...typed, ...said });
    expect(input.timezone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(input.default_region).toBeUndefined();
  });
});
