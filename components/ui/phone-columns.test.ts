import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

// On a phone a row shows the columns with these places alone (app/styles/phone-table.css).
it.each([
  ["sequences/enroll-panel", ["lead", "outcome", "why", "begin"]],
  ["sequences/triggerings-table", ["lead", "outcome", "why", "at"]],
  ["sequences/test-run", ["at", "step", "decision", "words"]],
  ["scoring/versions-table", ["version", "note", "tiers", "by", "at"]],
  ["budgets/ledger-table", ["reverse", "day", "reason", "amount"]],
  ["analytics/figure-rows", ["lead", "what", "amount", "user", "when"]],
])("%s shows on a phone what one decides by: %j", (file, ids) => {
  const source = readFileSync(`components/${file}.tsx`, "utf8");
  const columns = new Map(
    [...source.matchAll(/\bid: "(\w+)",(.*?)\bcell\b/gs)].map(([, id, between]) => [id, between ?? ""]),
  );
  for (const id of ids) expect(columns.get(id), id).toMatch(/className: "[^"]*\bc-(name|co|last|dots|owner)\b/);
});

it.each([
  ["templates/templates-table", ["CHANNEL_WORDS", "for everybody", "resultWords"]],
  ["settings/api-keys-table", ["mayWords", "last_used_at", "expires_at"]],
  ["settings/invitations-table", ["invited_by", "expires_at"]],
  ["sequences/sequences-table", ["one.description", "peopleWords"]],
  ["settings/sessions-table", ["one.ip", "created_at", "last_seen_at"]],
  ["analytics/outreach-rows", ["countsOf"]],
  ["companies/company-people", ["ownerName"]],
])("%s says on a phone in a second line what its columns say: %j", (file, said) => {
  const source = readFileSync(`components/${file}.tsx`, "utf8");
  const lines = [...source.matchAll(/<PhoneLine>(.*?)<\/PhoneLine>/gs)].map(([, line]) => line).join(" ");
  for (const one of said) expect(lines).toContain(one);
});

it.each([
  ["settings/members-table", "Last here"],
  ["segments/segments-table", "Counted"],
  ["sequences/sequences-table", "Changed"],
  ["templates/templates-table", "Changed"],
  ["sequences/enrollments-table", "Next: {stepName(one.step)}"],
])("%s says on a phone, where no header stands, what its time is: %s", (file, words) => {
  expect(readFileSync(`components/${file}.tsx`, "utf8")).toContain(`<PhoneWords>${words} </PhoneWords>`);
});
