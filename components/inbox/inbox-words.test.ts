import { expect, it } from "vitest";
import { titleWords } from "./inbox-words";

it.each([
  [{ subject: "Offer", channel: "email" }, "Offer"],
  [{ subject: null, channel: "email" }, "No subject"],
  [{ subject: null, channel: "sms" }, "Texts"],
  [{ subject: null, channel: "other" }, "A message"],
])("%j stands under %s", (given, title) => expect(titleWords(given)).toBe(title));
