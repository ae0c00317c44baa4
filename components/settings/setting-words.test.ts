import { describe, expect, it } from "vitest";
import { GROUPS, settingFault, settingName, settingWords, stored, windowUnit } from "./setting-words";

describe("a setting in words", () => {
  it.each([
    ["guard.email.hard_window_seconds", 86_400, "Email, slot is taken for", "24 hours"],
    ["guard.call.soft_window_seconds", 604_800, "Call, warns for", "7 days"],
    ["guard.email.hard_window_seconds", 0, "Email, slot is taken for", "off"],
    ["guard.xing.soft_window_seconds", 43_200, "xing, warns for", "0.5 days"],
    ["guard.sms.group", "call", "SMS, shares its slot with", "Call"],
    ["guard.sms.group", "sms", "SMS, shares its slot with", "no other"],
    ["guard.company.limit", null, "Most people in play", "none"],
    ["guard.similarity.threshold", 0.45, "Nearly the same from", "45 %"],
    ["guard.consent.required", true, "Require a granted consent", "on"],
    ["guard.touches.limit", 4, "Enough is", "4 touches"],
  ])("%s of %s", (key, value, name, words) => {
    expect([settingName(key), settingWords(key, value)]).toEqual([name, words]);
  });

  it.each([
    ["24", 86_400],
    ["0.5", 1800],
    ["1,5", 5400],
    [" ", null],
    ["long", "long"],
  ])("%s hours, typed", (typed, value) => {
    expect(stored(typed, windowUnit("hard"))).toBe(value);
  });

  it.each([
    ["guard.email.hard_window_seconds", "99999999", "The most is 2160 hours."],
    ["guard.email.soft_window_seconds", "91", "The most is 90 days."],
    ["guard.email.hard_window_seconds", "-5", "The least is 0 hours."],
    ["guard.email.hard_window_seconds", "abc", "This is not a number. Type one, such as 24."],
    ["guard.email.hard_window_seconds", "", "Type a number."],
    ["guard.email.hard_window_seconds", "48", null],
    ["guard.similarity.threshold", "20", "The least is 30 %."],
    ["guard.touches.limit", "1.5", "Type a whole number."],
    ["guard.touches.limit", "1e30", "The most is 100 touches."],
    ["guard.company.limit", "", null],
  ])("%s cannot be every text: “%s”", (key, typed, fault) => {
    const field = GROUPS.flatMap(({ fields }) => fields).find((one) => one.key === key);
    const unit = field?.unit ?? windowUnit(key.includes("soft") ? "soft" : "hard");
    expect(settingFault(key, stored(typed, unit))).toBe(fault);
  });
});
