import { beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { AppError } from "@/lib/core/errors";
import { changeSettings } from "./change-settings";
import { getSettings } from "./queries";
import { flatSettings } from "./rules";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

const settings = (orgId = org.orgId) => inOrganization(orgId, getSettings);
const change = (changes: Record<string, unknown>, if_version?: number) =>
  changeSettings(org.admin, { ...changes, if_version });
const refusalOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? `${error.code} ${error.errors?.[0]?.path ?? ""}`.trim() : error),
  );

describe("settings", () => {
  it("begin with their defaults and no history", async () => {
    const state = await settings();
    expect([state.version, state.history]).toEqual([0, []]);
    expect(flatSettings(state)).toMatchObject({
      "guard.email.hard_window_seconds": 86_400,
      "guard.call.soft_window_seconds": 604_800,
      "guard.touches.limit": 4,
      "guard.company.window_days": 14,
      "guard.company.limit": null,
      "guard.similarity.threshold": 0.45,
      "guard.consent.required": false,
    });
  });

  it("keep every change with who, when, from and to, and count them", async () => {
    await change({ "guard.touches.limit": 6 });
    const state = await change({ "guard.touches.limit": 2, "guard.company.limit": 3 });
    expect(state.version).toBe(3);
    expect(state.history).toMatchObject([
      { key: "guard.company.limit", from: null, to: 3, version: 1, user: { name: "admin" } },
      { key: "guard.touches.limit", from: 6, to: 2, version: 2 },
      { key: "guard.touches.limit", from: 4, to: 6, version: 1 },
    ]);
    const events = await admin`select kind from events where org_id = ${org.orgId} and kind = 'settings.changed'`;
    expect(events).toHaveLength(2);
  });

  it("go back to the default with null, and store nothing when nothing changes", async () => {
    await change({ "guard.touches.limit": 6 });
    expect((await change({ "guard.touches.limit": 6 })).version).toBe(1);
    const state = await change({ "guard.touches.limit": null });
    expect([state.settings["guard.touches.limit"], state.version]).toEqual([4, 2]);
  });

  it("hand a window on to the channel that the slots read, and take it back", async () => {
    const hard = async () =>
      (await admin`select hard_window_seconds as n from channels where org_id = ${org.orgId} and code = 'email'`)[0]?.n;
    await change({ "guard.email.hard_window_seconds": 3600 });
    expect(await hard()).toBe(3600);
    expect((await settings()).windows[0]).toEqual({ code: "email", group: "email", hard: 3600, soft: 604_800 });
    await change({ "guard.email.hard_window_seconds": null });
    expect(await hard()).toBe(86_400);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["an unknown key", { "guard.touches.most": 3 }, "INVALID guard.touches.most"],
    ["a channel that is not there", { "guard.fax.hard_window_seconds": 3 }, "INVALID guard.fax.hard_window_seconds"],
    ["a channel that is no contact", { "guard.push.hard_window_seconds": 3 }, "INVALID guard.push.hard_window_seconds"],
    ["text for a number", { "guard.touches.limit": "many" }, "INVALID guard.touches.limit"],
    ["a negative window", { "guard.email.hard_window_seconds": -1 }, "INVALID guard.email.hard_window_seconds"],
    [
      "a broken part of a second",
      { "guard.email.hard_window_seconds": 1.5 },
      "INVALID guard.email.hard_window_seconds",
    ],
    ["a threshold above one", { "guard.similarity.threshold": 1.1 }, "INVALID guard.similarity.threshold"],
    ["one wrong among many", { "guard.touches.limit": 5, "guard.company.limit": 0 }, "INVALID guard.company.limit"],
  ])("refuse %s, and change nothing", async (_, changes, refusal) => {
    expect(await refusalOf(change(changes))).toBe(refusal);
    expect((await settings()).version).toBe(0);
  });

  it("refuse who is no admin, and who saw an older version", async () => {
    const asManager = changeSettings(org.manager, { "guard.touches.limit": 5 });
    expect(await refusalOf(asManager)).toBe("FORBIDDEN");
    await change({ "guard.touches.limit": 5 });
    expect(await refusalOf(change({ "guard.touches.limit": 6 }, 0))).toBe("STALE");
  });

  it("of two admins at once: one changes, the other learns that it is stale", async () => {
    const answers = await Promise.all(
      [5, 6, 7, 8].map((limit) => refusalOf(change({ "guard.touches.limit": limit }, 0))),
    );
    expect(answers.toSorted()).toEqual(["STALE", "STALE", "STALE", "done"]);
  });

  it("are another organization's own", async () => {
    const other = await mintOrganization();
    await change({ "guard.email.hard_window_seconds": 60 });
    expect((await settings(other.orgId)).version).toBe(0);
    expect((await settings(other.orgId)).windows[0]?.hard).toBe(86_400);
  });
});

describe("settings by raw SQL", () => {
  const run = (text: string) => outcomeOf(org.orgId, ({ sql }) => sql.unsafe(text));
  const insert = (key: string, value: string) =>
    run(`insert into system_config (key, value, changed_by, version)
      values ('${key}', '${value}', '${org.admin.actor.userId}', 77)`);

  it("count their own versions, whatever the writer says", async () => {
    expect(await insert("guard.touches.limit", "3")).toBe("ok");
    expect((await settings()).history[0]?.version).toBe(1);
  });

  it("take no window of a channel that is not there, none that is no number, and none below nothing", async () => {
    expect(await insert("guard.fax.hard_window_seconds", "3")).toBe("TL060");
    expect(await insert("guard.email.hard_window_seconds", '"long"')).toBe("22P02");
    expect(await insert("guard.email.hard_window_seconds", "-5")).toBe("23514");
    expect(await insert("no key at all", "1")).toBe("23514");
    expect(await insert("guard.touches.limit", "[1]")).toBe("23514");
  });

  it("are the one door to a channel's windows, and never rewritten", async () => {
    expect(await run("update channels set hard_window_seconds = 1")).toBe("42501");
    expect(await run("update channels set soft_window_seconds = 1")).toBe("42501");
    expect(await insert("guard.touches.limit", "3")).toBe("ok");
    expect(await run("update system_config set value = '9'")).toBe("42501");
    expect(await run("delete from system_config")).toBe("42501");
  });
});
