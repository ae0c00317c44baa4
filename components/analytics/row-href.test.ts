import { expect, it } from "vitest";
import { outreachLinks } from "@/lib/analytics/outreach-link-rules";
import { rowHref } from "./row-href";

const links = outreachLinks({ from_date: "2026-11-01", to_date: "2026-11-30" }, null, { method: "email" });
const days = "from_date=2026-11-01&to_date=2026-11-30&method=email";

it.each([
  ["by_rep[].attempts", { "user.id": "abc" }, `/analytics/outreach/rows?${days}&figure=attempts&rep_id=abc`],
  ["by_rep[].attempts", {}, `/analytics/outreach/rows?${days}&figure=attempts&rep_id=none`],
  [
    "by_rep[].collisions.escaped",
    { "user.id": "abc" },
    `/analytics/collisions/rows?${days}&user_id=abc&figure=escaped`,
  ],
  [
    "by_method.{key}.attempts",
    { key: "sms" },
    "/analytics/outreach/rows?from_date=2026-11-01&to_date=2026-11-30&method=sms&figure=attempts",
  ],
  ["by_day[].responses", { date: "2026-11-07" }, `/analytics/outreach/rows?${days}&figure=responses&day=2026-11-07`],
  ["nothing of the kind", {}, undefined],
])("the rows of %s with %j are at %s", (figure, places, address) => {
  expect(sorted(rowHref(links, figure, places))).toEqual(sorted(address));
});

function sorted(address: string | undefined) {
  const [path, query] = (address ?? "").split("?");
  return [path, [...new URLSearchParams(query)].sort()];
}
