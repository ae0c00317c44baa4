import { expect, it } from "vitest";
import { ENROLLMENT_STATUSES, listEnrollmentsInputSchema } from "@/lib/enrollments/schema";
import { peopleHref, STANDINGS } from "./people-href";

it("counts everybody in a sequence once: as under way, finished or stopped", () => {
  const standing = STANDINGS.flatMap((one) => one.status.split(","));
  expect(standing.toSorted()).toEqual([...ENROLLMENT_STATUSES].toSorted());
  const counts = { active: 1, paused: 2, parked: 4, finished: 8, stopped: 16, failed: 32 };
  expect(STANDINGS.map((one) => one.count(counts))).toEqual([7, 8, 48]);
});

it("names the people behind a figure in an address that their list reads", () => {
  const href = peopleHref("0198c0de-0000-7000-8000-000000000001", { status: "active,paused,parked" });
  expect(href).toBe("/sequences/0198c0de-0000-7000-8000-000000000001?tab=people&status=active,paused,parked");
  const { tab: _, ...query } = Object.fromEntries(new URLSearchParams(href.split("?")[1]));
  expect(listEnrollmentsInputSchema.parse(query).status).toEqual(["active", "paused", "parked"]);
});
