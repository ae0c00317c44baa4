import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { AppError } from "@/lib/core/errors";
import { recordMail } from "@/lib/imports/record-mail";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { changeSettings } from "@/lib/settings/change-settings";
import { logContact } from "./log-contact";

const { admin } = await testDatabase();
const day = 86_400_000;
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

const lead = async (given: object) => (await createLead(org.rep1, { last_name: "Doe", ...given })).id;
const log = (lead_id: string, more: object = {}, as = org.rep1) =>
  logContact(at(as, new Date()), { lead_id, method: "email", ...more }).then(
    () => "taken",
    (error: unknown) => {
      if (error instanceof AppError)
        return ((error.extra?.warnings ?? []) as { code: string }[]).map((one) => one.code).join();
      throw error;
    },
  );
const back = (days: number) => ({ occurred_at: new Date(Date.now() - days * day).toISOString() });

describe("a colleague at the same company", () => {
  it.each<[string, object, object, string]>([
    ["by name", { company: "Larkfield" }, { company: "larkfield" }, "COMPANY_RECENT"],
    ["by the domain of the address", { email: "a@acme.co.uk" }, { email: "b@acme.co.uk" }, "COMPANY_RECENT"],
    ["by a host below it", { email: "a@acme.co.uk" }, { email: "b@mail.eu.acme.co.uk" }, "COMPANY_RECENT"],
    [
      "by the domain, under two names",
      { email: "a@acme.example", company: { name: "Acme", domain: "acme-group.example" } },
      { email: "b@acme.example", company: { name: "Acme Inc", domain: "acme-inc.example" } },
      "COMPANY_RECENT",
    ],
    ["not by a public suffix", { email: "a@acme.co.uk" }, { email: "b@other.co.uk" }, "taken"],
    ["not by a private suffix", { email: "a@one.myshopify.com" }, { email: "b@two.myshopify.com" }, "taken"],
    ["not by free mail", { email: "a@gmail.com" }, { email: "b@gmail.com" }, "taken"],
    ["not by a company that is another one", { company: "Larkfield" }, { company: "Nordvane" }, "taken"],
    ["not without a company", {}, {}, "taken"],
  ])("is found %s", async (_, theirs, ours, answer) => {
    const [other, own] = [await lead(theirs), await lead(ours)];
    expect(await log(other, { method: "meeting" }, org.rep2)).toBe("taken");
    expect(await log(own, { method: "meeting" })).toBe(answer);
  });

  it("warns for 14 days, on every channel, but not the one who was there, and anybody may go on with a reason", async () => {
    const [ines, omar, rosa] = [
      await lead({ company: "Larkfield" }),
      await lead({ company: "Larkfield" }),
      await lead({ company: "Larkfield" }),
    ];
    await log(ines, { ...back(13), method: "call" }, org.rep2);
    expect(await log(omar, { method: "linkedin" })).toBe("COMPANY_RECENT");
    expect(await log(rosa, {}, org.rep2)).toBe("taken");
    expect(await log(omar, { method: "linkedin", override_reason: "another depot, agreed with them" })).toBe("taken");
    const [row] = await admin`select c.code, c.other_communication_id = o.id as known from collision_incidents c
      join communications o on o.lead_id = ${rosa} where c.lead_id = ${omar} and c.kind = 'overridden'`;
    expect(row).toEqual({ code: "COMPANY_RECENT", known: true });
  });

  it("is forgotten after 14 days, or sooner where the setting says so", async () => {
    const [ines, omar] = [await lead({ company: "Larkfield" }), await lead({ company: "Larkfield" })];
    await log(ines, back(15), org.rep2);
    expect(await log(omar)).toBe("taken");
    await changeSettings(org.admin, { "guard.company.window_days": 3 });
    const [rosa, ken] = [await lead({ company: "Nordvane" }), await lead({ company: "Nordvane" })];
    await log(rosa, back(4), org.rep2);
    expect(await log(ken)).toBe("taken");
  });

  it("who answers in a conversation does not warn, nor does a fact that is only told", async () => {
    const mail = (id: string, direction: string, answers: string | null, hoursAgo: number) => ({
      message_id: id,
      direction,
      user_id: org.rep2.actor.userId,
      user_name: "rep2",
      person: { email: "a@acme.example", norm: "a@acme.example", name: "A" },
      at: new Date(Date.now() - hoursAgo * 3_600_000),
      thread_key: "t",
      answers_message_id: answers,
      in_reply_to: answers,
      references: null,
      from: "x",
      to: "y",
      cc: null,
      subject: "s",
      text: "t",
    });
    await recordMail(at(org.rep2, new Date()), {
      touches: [mail("1", "inbound", null, 3), mail("2", "outbound", "1", 2)],
    });
    const own = await lead({ email: "b@acme.example" });
    expect(await log(own)).toBe("taken");
    expect(await log(await lead({ email: "c@acme.example" }), back(1), org.rep2)).toBe("taken");
  });

  it("is found by the company the lead had when it was contacted", async () => {
    const [ines, omar] = [await lead({ company: "Larkfield" }), await lead({ company: "Larkfield" })];
    await log(ines, {}, org.rep2);
    await updateLead(org.rep1, { lead_id: ines, company: "Nordvane" });
    expect(await log(omar)).toBe("COMPANY_RECENT");
  });
});

describe("the ceiling of people in play", () => {
  it("is off until an admin sets it; then it stops new people, and a manager may go on", async () => {
    const people = [];
    for (let nth = 0; nth < 4; nth++) people.push(await lead({ company: "Larkfield" }));
    const [one = "", two = "", three = "", four = ""] = people;
    expect([await log(one), await log(two)]).toEqual(["taken", "taken"]);
    await changeSettings(org.admin, { "guard.company.limit": 2 });
    expect(await log(three)).toBe("COMPANY_LIMIT");
    expect(await log(three, { override_reason: "their board asked for it" })).toBe("COMPANY_LIMIT");
    expect(await log(one, { method: "call" })).toBe("taken");
    await updateLead(org.rep1, { lead_id: two, status: "lost" });
    expect(await log(three)).toBe("taken");
    expect(await log(four, { override_reason: "their board asked for it" }, org.manager)).toBe("taken");
  });

  it("counts people whom the asker does not see", async () => {
    await changeSettings(org.admin, { "guard.company.limit": 1 });
    const [hidden, own] = [
      (await createLead(org.rep2, { last_name: "Roe", company: "Larkfield" })).id,
      await lead({ company: "Larkfield" }),
    ];
    expect(await log(hidden, {}, org.rep2)).toBe("taken");
    const blind = { ...org.rep1, actor: { ...org.rep1.actor, sees: [org.rep1.actor.userId] } };
    expect(await log(own, {}, blind)).toContain("COMPANY_LIMIT");
  });

  it("lets one in when 16 begin with different people at once", async () => {
    await changeSettings(org.admin, { "guard.company.limit": 1 });
    const people = [];
    for (let nth = 0; nth < 16; nth++) people.push(await lead({ company: "Larkfield" }));
    const answers = await Promise.all(people.map((id) => log(id)));
    expect(answers.filter((one) => one === "taken")).toHaveLength(1);
    expect(new Set(answers.filter((one) => one !== "taken"))).toEqual(new Set(["COMPANY_LIMIT"]));
  });
});

describe("many touches", () => {
  it("to one person over all channels and leads warn from the limit on, until the window ends", async () => {
    const [ines, twin] = [
      await lead({ email: "i@larkfield.example", phone: "+14155550123" }),
      await lead({ phone: "+14155550123" }),
    ];
    for (const [method, days] of [
      ["email", 6],
      ["linkedin", 5],
      ["meeting", 2],
    ] as const)
      await log(ines, { method, ...back(days) });
    expect(await log(twin, { method: "call", ...back(1) })).toBe("taken");
    const refused = await logContact(at(org.rep1, new Date()), { lead_id: ines, method: "sms" }).catch(
      (error: AppError) => error,
    );
    expect(refused).toMatchObject({ code: "TOO_MANY_TOUCHES", extra: { overridable: true } });
    const until = Date.parse(String((refused as AppError).extra?.next_allowed_at));
    expect(Math.round((until - Date.now()) / day)).toBe(1);
    expect(await log(ines, { method: "sms", override_reason: "they asked for a text" })).toBe("taken");
  });
});

const offer =
  "Hi Ines,\n\nwe can have the Worcester depot live before the holiday peak, with two weeks of parallel running. Would a call on Thursday work?\n\nBest,\nAlice";
const copy = offer.replace("Ines", "Omar").replace("Thursday", "Friday").replace("Alice", "Dana");

describe("nearly the same text", () => {
  it("to the same person is found on another channel, with how near it is and whose it was", async () => {
    const ines = await lead({ email: "i@larkfield.example", linkedin: "ines-c" });
    await log(ines, { body: offer, ...back(20) }, org.rep2);
    const refused = await logContact(at(org.rep1, new Date()), { lead_id: ines, method: "linkedin", body: copy }).catch(
      (error: AppError) => error,
    );
    expect(refused).toMatchObject({
      code: "SIMILAR_MESSAGE",
      extra: { overridable: true, holder: { user: { name: "rep2" }, channel: "email", excerpt: offer } },
    });
    const [warning] = ((refused as AppError).extra?.warnings ?? []) as { similarity: number }[];
    expect(warning?.similarity).toBeGreaterThan(0.7);
    const [kept] =
      await admin`select code, similarity > 0.7 as near, other_communication_id is not null as known from collision_incidents where lead_id = ${ines}`;
    expect(kept).toEqual({ code: "SIMILAR_MESSAGE", near: true, known: true });
  });

  it("to somebody else at the company is found, also by the same rep", async () => {
    const [ines, omar] = [await lead({ email: "i@larkfield.example" }), await lead({ email: "o@larkfield.example" })];
    await log(ines, { body: offer });
    expect(await log(omar, { body: copy })).toBe("SIMILAR_MESSAGE");
    expect(await log(omar, { body: "Something quite different that nobody has ever written to anybody there." })).toBe(
      "taken",
    );
  });

  it("is not looked for in notes of calls, after 90 days, in short words, elsewhere, or when it was only planned", async () => {
    const [ines, other] = [await lead({ email: "i@larkfield.example" }), await lead({ email: "o@nordvane.example" })];
    await log(ines, { body: offer, ...back(91) });
    await log(ines, { body: offer, method: "call", ...back(12) });
    await log(other, { body: offer, ...back(12) });
    expect(await log(ines, { body: copy })).toBe("taken");
    const omar = await lead({ email: "o@third.example", linkedin: "omar-r" });
    await log(omar, { body: "Any news?", ...back(9) });
    expect(await log(omar, { body: "Any news?", method: "linkedin" })).toBe("taken");
  });

  it("is another organization's secret", async () => {
    await log(await lead({ email: "i@larkfield.example" }), { body: offer });
    org = await mintOrganization();
    expect(await log(await lead({ email: "i@larkfield.example" }), { body: copy })).toBe("taken");
  });

  it("counts by the setting", async () => {
    await changeSettings(org.admin, { "guard.similarity.threshold": 1 });
    const ines = await lead({ email: "i@larkfield.example", linkedin: "ines-c" });
    await log(ines, { body: offer });
    expect(await log(ines, { body: copy, method: "linkedin" })).toBe("taken");
  });
});
