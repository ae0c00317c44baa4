import fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { expect, it } from "vitest";
import { normalizeEmail, normalizePhone } from "./rules";

// The short ways for plain spellings must give what the long ways give: an invisible sign forces the long one.
const long = "\u200b";
const digit = fc.constantFrom(..."0123456789");
const host = fc.stringMatching(/^[a-z0-9-]{0,8}(\.[a-z0-9-]{0,6}){0,3}$/);

it("a plain address has the form that the long way gives it", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9.+_-]{0,12}$/), host, (local, domain) => {
      const address = `${local}@${domain}`;
      expect(normalizeEmail(address)).toEqual(normalizeEmail(long + address));
    }),
    { numRuns: 2000 },
  );
});

it("a host that browsers would change is not taken as plain", () => {
  for (const domain of [
    "0x7f.1",
    "1.2.3.4",
    "0x1",
    "a.0x7f",
    "xn--bcher-kva.de",
    "xn--.com",
    "a..com",
    "-a.com",
    "127.1",
    "a.1",
    "a.com.",
  ]) {
    const asked = normalizeEmail(`jane@${domain}`);
    if (!asked.ok) continue;
    expect(`jane@${new URL(`http://${domain}`).hostname.replace(/\.$/, "")}`).toBe(asked.norm);
  }
});

it("a number of North America is what the library makes of it", () => {
  const number = fc.tuple(
    fc.constantFrom("+1", "+1 ", ""),
    fc.array(digit, { minLength: 10, maxLength: 10 }),
    fc.constantFrom("", " ", "-", "."),
  );
  fc.assert(
    fc.property(number, ([code, digits, mark]) => {
      const text = `${code}${digits.slice(0, 3).join("")}${mark}${digits.slice(3, 6).join("")}${mark}${digits.slice(6).join("")}`;
      const read = parsePhoneNumberFromString(text, { extract: false, defaultCountry: "US" });
      const normal = normalizePhone(text, "US");
      if (read?.isPossible()) expect(normal).toEqual({ ok: true, norm: read.number });
      else expect(normal.ok).toBe(false);
    }),
    { numRuns: 3000 },
  );
});
