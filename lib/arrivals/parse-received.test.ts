import { expect, it } from "vitest";
import { parseReceived } from "./parse-received";

const now = new Date("2026-11-27T09:00:00Z");
const halfCharacter = /\p{Cs}/u;
const read = async (subject: string, text: string, from = "Ines") => {
  const head = `From: ${from} <ines@them.example>\nTo: us@us.example\nMessage-ID: <a@x>\nContent-Type: text/plain; charset=utf-8\nSubject: =?utf-8?B?`;
  const mail = `${head}${Buffer.from(subject).toString("base64")}?=\n\n${text}\n`;
  return parseReceived(Buffer.from(mail), now, now);
};

it("cuts what is too long between two characters and never within one, for half a character can be stored nowhere", async () => {
  const mail = await read(
    `${"s".repeat(499)}🦊 and more`,
    `${"t".repeat(99_999)}🦊 and more`,
    `${"n".repeat(199)}🦊 more`,
  );
  expect([mail?.subject, mail?.text, mail?.from.name].map((one) => halfCharacter.test(one ?? ""))).toEqual([
    false,
    false,
    false,
  ]);
  expect(mail).toMatchObject({ subject: "s".repeat(499), text: "t".repeat(99_999), from: { name: "n".repeat(199) } });
});

it("keeps a character that just fits", async () => {
  const mail = await read(`${"s".repeat(498)}🦊 and more`, `${"t".repeat(99_998)}🦊 and more`);
  expect(mail).toMatchObject({ subject: `${"s".repeat(498)}🦊`, text: `${"t".repeat(99_998)}🦊` });
});

it("says in words what they pressed in their calendar, which often writes none", async () => {
  const calendar =
    "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nSUMMARY:Demo\nATTENDEE;PARTSTAT=ACCEPTED:mailto:i@x\nEND:VEVENT\nEND:VCALENDAR";
  const head = "From: Ines <ines@them.example>\nTo: us@us.example\nMessage-ID: <c@x>\nSubject: Accepted: Demo\n";
  const mail = `${head}Content-Type: text/calendar; method=REPLY; charset=utf-8\n\n${calendar}\n`;
  expect(await parseReceived(Buffer.from(mail), now, now)).toMatchObject({
    kind: "human",
    text: "Accepted the invitation: Demo",
  });
});
