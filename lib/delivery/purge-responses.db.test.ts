import { beforeEach, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { minusDays } from "@/lib/core/time";
import { createLead } from "@/lib/leads/create-lead";
import { queueMessage } from "@/lib/sending/queue-message";
import { purgeResponses } from "./purge-responses";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

/** A message with attempts that ended so many days ago, each with the server's words. */
async function mintAnswered(...days: number[]): Promise<string> {
  const lead = await createLead(org.rep1, { last_name: "Doe", email: `doe@${newId()}.example` });
  const { id } = await queueMessage(org.rep1, { lead_id: lead.id, channel: "email", subject: "Hi", body_text: "Hi" });
  await admin`update communications set provider_response = '550 no such user' where id = ${id}`;
  for (const [nth, day] of days.entries())
    await admin`insert into delivery_attempts ${admin({
      ...{ org_id: org.orgId, communication_id: id, number: nth + 1, worker: newId(), transport: "smtp" },
      ...{
        lease_until: org.rep1.now,
        ended_at: minusDays(org.rep1.now, day),
        outcome: "later",
        response: "550 no such user",
      },
    })}`;
  return id;
}
const told = async (id: string) =>
  (
    await admin`select c.provider_response is not null as message, count(a.response)::int as attempts from communications c
    join delivery_attempts a on a.communication_id = c.id where c.id = ${id} group by c.id, c.provider_response`
  )[0];

it("keeps of which kind a failure was when what the server answered is gone, and what a person said", async () => {
  const words = async (code: string, message: string) => {
    const id = await mintAnswered(31);
    await admin`update communications set error_code = ${code}, error_message = ${message} where id = ${id}`;
    return async () => (await admin`select error_message from communications where id = ${id}`)[0]?.error_message;
  };
  const refused = await words("REJECTED", "550 no such user");
  const gone = await words("ADDRESS_REFUSED", "550 no such user");
  const waits = await words("LATER", "550 no such user");
  const said = await words("REJECTED", "It came back: Undelivered");
  await purgeResponses(org.admin, {});
  expect(await refused()).toBe("It was refused for good, so it is not tried again.");
  expect(await gone()).toBe("The receiving server said that nobody is at this address.");
  expect(await waits()).toBeNull();
  expect(await said()).toBe("It came back: Undelivered");
});

it("keeps what a server answered for thirty days, and its outcome for good", async () => {
  const [old, young, both] = [await mintAnswered(31), await mintAnswered(29), await mintAnswered(40, 2)];
  const other = await mintOrganization();
  expect(await purgeResponses(other.admin, {})).toEqual({ purged: 0, more: false });
  expect(await purgeResponses(org.admin, {})).toEqual({ purged: 2, more: false });
  expect(await told(old)).toEqual({ message: false, attempts: 0 });
  expect(await told(young)).toEqual({ message: true, attempts: 1 });
  expect(await told(both)).toEqual({ message: true, attempts: 1 });
  expect(await admin`select distinct outcome from delivery_attempts where org_id = ${org.orgId}`).toEqual([
    { outcome: "later" },
  ]);
  expect(await purgeResponses(at(org.admin, minusDays(org.admin.now, -40)), {})).toEqual({
    purged: 2,
    more: false,
  });
  expect(await told(both)).toEqual({ message: false, attempts: 0 });
});
