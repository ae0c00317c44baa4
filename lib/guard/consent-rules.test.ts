import { expect, it } from "vitest";
import { defaultQuietHours } from "@/lib/quiet-hours/schema";
import { settingsOf } from "@/lib/settings/rules";
import { consentGiven } from "./consent-rules";
import type { ChannelFacts, ConsentFact, OutreachFacts } from "./fact-rules";
import { assessOutreach } from "./rules";

const now = new Date("2026-03-04T12:00:00Z");
const day = 86_400_000;
const email: ChannelFacts = {
  code: "email",
  addressKind: "email",
  group: "email",
  hardWindowSeconds: 86_400,
  softWindowSeconds: 604_800,
  redialBySameRep: false,
  quietHoursApply: false,
};
const facts = (consents: ConsentFact[], consentRequired: boolean): OutreachFacts => ({
  leadId: "lead",
  channels: [email],
  slots: [],
  dnc: [],
  recent: [],
  addresses: [{ kind: "email", raw: "Jane@x.org", norm: "jane@x.org", invalid: false, shared: false }],
  settings: settingsOf({ "guard.consent.required": consentRequired }),
  company: { recent: [], others: 0, itself: false },
  person: [],
  text: null,
  similar: null,
  drafts: [],
  place: { zones: ["UTC"], by: "lead" },
  quietHours: defaultQuietHours,
  consents,
});
const said = (status: ConsentFact["status"], expiresAt: Date | null = null, norm = "jane@x.org"): ConsentFact => ({
  kind: "email",
  norm,
  status,
  source: "a form",
  at: now,
  expiresAt,
});

it.each<[string, ConsentFact[], boolean, RegExp | null]>([
  ["nothing on record", [], false, null],
  ["nothing on record, with the switch", [], true, /requires one/],
  ["denied", [said("denied")], false, /said no/],
  ["withdrawn", [said("withdrawn")], false, /withdrew/],
  ["unknown", [said("unknown")], false, null],
  ["unknown, with the switch", [said("unknown")], true, /requires one/],
  ["granted", [said("granted")], true, null],
  ["granted until tomorrow", [said("granted", new Date(now.getTime() + day))], true, null],
  ["granted until this moment, with the switch", [said("granted", now)], true, /has run out/],
  ["granted until yesterday, without the switch", [said("granted", new Date(now.getTime() - day))], false, null],
  [
    "denied for another address of theirs",
    [said("denied", null, "joe@x.org")],
    false,
    /said no to outreach to joe@x.org/,
  ],
  ["denied for one that many share", [{ ...said("denied", null, "info@x.org"), shared: true }], false, null],
  ["granted for another address, with the switch", [said("granted", null, "joe@x.org")], true, /requires one/],
])("%s", (_, consents, required, expected) => {
  const found = consentGiven.find(facts(consents, required), email, { userId: "u", role: "admin" }, now);
  if (expected) expect(found?.message).toMatch(expected);
  else expect(found).toBeNull();
});

it("is overridden by nobody", () => expect(consentGiven.overridableFrom).toBeNull());

it("blocks the channel in the guard's whole answer, for every role", () => {
  const denied = facts(
    [{ kind: "email", norm: "jane@x.org", status: "denied", source: "a form", at: now, expiresAt: null }],
    false,
  );
  for (const role of ["rep", "manager", "admin"] as const) {
    const answer = assessOutreach(denied, email, { userId: "u", role }, now);
    expect(answer).toMatchObject({ verdict: "blocked", next_allowed_at: null });
    const speaking = answer.rules.filter(({ result }) => result === "block");
    expect(speaking.map(({ code, overridable }) => [code, overridable])).toEqual([["NO_CONSENT", false]]);
  }
});
