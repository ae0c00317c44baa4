import { expect, it } from "vitest";
import { deviceName, exceedsScopes, losesLastAdmin } from "./rules";

const admin = { role: "admin", active: true } as const;

it.each([
  [admin, { ...admin, role: "rep" as const }, 1, true],
  [admin, { ...admin, active: false }, 1, true],
  [admin, { ...admin, role: "rep" as const }, 2, false],
  [admin, admin, 1, false],
  [{ ...admin, active: false }, { role: "rep" as const, active: false }, 1, false],
  [{ role: "rep" as const, active: true }, { role: "rep" as const, active: false }, 1, false],
])("from %o to %o with %i active admins loses the last one: %s", (before, after, admins, loses) => {
  expect(losesLastAdmin(before, after, admins)).toBe(loses);
});

it.each([
  [[], [], false],
  [[], ["leads:read"], false],
  [["leads:read"], ["leads:read"], false],
  [["leads:read"], ["leads:write"], true],
  [["leads:read"], [], true],
])("a key made with %o and limited to %o goes beyond: %s", (held, asked, beyond) => {
  expect(exceedsScopes(held, asked)).toBe(beyond);
});

it.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
    "Edge on Windows",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
    "Safari on iOS",
  ],
  ["curl/8.9.1", "curl/8.9.1"],
  [undefined, "Unknown device"],
])("calls %s by a name its owner knows: %s", (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});
