import { expect, test } from "vitest";
import { bellName } from "./notification-words";

test("the bell says how many are unread, up to a hundred", () => {
  expect([0, 1, 250].map(bellName)).toEqual(["Notifications", "Notifications, 1 unread", "Notifications, 99+ unread"]);
});
