import { beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { parseReceived } from "@/lib/arrivals/parse-received";
import { checkOrganization } from "@/lib/integrity/queries";
import { createLead } from "@/lib/leads/create-lead";
import { receiveMessages } from "./receive-messages";

const { admin } = await testDatabase();
const list = "talk@lists.example";
const heads = `List-Id: <talk.lists.example>\r\nList-Post: <mailto:${list}>`;

let org: MintedOrganization;
let ada: string;
let us: string;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  [ada, us] = [`ada@${org.slug}-lead.example`, `rep1@${org.slug}.example`];
  await createLead(org.rep1, { first_name: "Ada", email: ada });
});

type Mail = { id: string; from: string; to?: string; answers?: string; minutes: number; head?: string };

/** A message on the list, so many minutes after this time yesterday, as a mailbox of ours brings it. */
async function receive({ id, from, to = list, answers, minutes, head = heads }: Mail): Promise<void> {
  const at = new Date(org.rep1.now.getTime() - 86_400_000 + minutes * 60_000).toUTCString().replace("GMT", "+0000");
  const lines = [`From: ${from}`, `To: ${to}`, `Date: ${at}`, `Message-ID: <${id}>`, "Subject: A question"];
  const named = [...(answers ? [`In-Reply-To: <${answers}>`] : []), ...(head ? [head] : [])];
  const raw = Buffer.from([...lines, ...named, "", `The words of ${id}, enough to be told apart.`].join("\r\n"));
  await receiveMessages(org.rep1, { messages: [await parseReceived(raw, org.rep1.now, org.rep1.now)] });
}
const inOrder = async (mails: Mail[], order: number[]) => {
  for (const place of order) await receive(mails[place] as Mail);
};
const touches = async () =>
  (
    await admin`select direction || ' ' || message_id as line, thread_id from communications where org_id = ${org.orgId} order by message_id`
  ).map((row) => ({ line: row.line, thread: row.thread_id }));
const lines = async () => (await touches()).map((one) => one.line);
const kept = async () => [
  ...(await admin`select message_id, state, from_norm, body is not null as words from inbound_messages where org_id = ${org.orgId} order by message_id`),
];

describe("what is said on a list that one of us reads", () => {
  it.each([[[0, 1]], [[1, 0]]])("is a lead's word to us when it answers our post, in the order %s", async (order) => {
    const mails = [
      { id: "post", from: us, minutes: 0 },
      { id: "answer", from: ada, answers: "post", minutes: 10 },
    ];
    await inOrder(mails, order);
    await inOrder(mails, order);
    expect(await lines()).toEqual(["inbound answer"]);
  });

  it.each([[[0, 1]], [[1, 0]]])("is our word to a lead when it answers theirs, in the order %s", async (order) => {
    const mails = [
      { id: "theirs", from: ada, minutes: 0 },
      { id: "ours", from: us, answers: "theirs", minutes: 10 },
    ];
    await inOrder(mails, order);
    await inOrder(mails, order);
    expect(await lines()).toEqual(["outbound ours"]);
  });

  it.each([[[0, 1, 2]], [[2, 1, 0]], [[0, 2, 1]], [[1, 2, 0]]])(
    "joins two parts of one conversation by what strangers said between them, in the order %s",
    async (order) => {
      const mails = [
        { id: "a1", from: ada, to: us, minutes: 0, head: "" },
        { id: "between", from: "stranger@x.example", answers: "a1", minutes: 5 },
        { id: "a2", from: ada, to: `${list}, ${us}`, answers: "between", minutes: 10 },
      ];
      await inOrder(mails, order);
      const found = await touches();
      expect(found.map((one) => one.line)).toEqual(["inbound a1", "inbound a2"]);
      expect(new Set(found.map((one) => one.thread)).size).toBe(1);
      expect((await inOrganization(org.orgId, checkOrganization)).filter((check) => !check.ok)).toEqual([]);
    },
  );

  it("leaves of strangers nothing but which message names which, and waits in no queue", async () => {
    await receive({ id: "s1", from: "stranger@x.example", minutes: 0 });
    await receive({ id: "s2", from: "other@x.example", answers: "s1", minutes: 1 });
    await receive({ id: "s3", from: ada, answers: "s2", minutes: 2 });
    // Goes on with it, to some of them by name.
    await receive({ id: "s4", from: ada, to: "other@x.example", answers: "s2", minutes: 3, head: "" });
    expect(await lines()).toEqual([]);
    expect(await kept()).toEqual([
      { message_id: "s2", state: "passing", from_norm: null, words: false },
      { message_id: "s3", state: "passing", from_norm: ada, words: true },
      { message_id: "s4", state: "passing", from_norm: ada, words: true },
    ]);
  });

  it("does not hide the same message when it comes to us by name as well", async () => {
    await receive({ id: "both", from: ada, answers: "x", minutes: 0 });
    await receive({ id: "both", from: ada, to: `${us}, ${list}`, answers: "x", minutes: 0, head: "" });
    expect(await lines()).toEqual(["inbound both"]);
  });
});
