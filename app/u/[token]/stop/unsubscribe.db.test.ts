import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { plusSeconds } from "@/lib/core/time";
import { erasePerson } from "@/lib/erasure/erase-person";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { placeMessage } from "@/lib/sending/place-message";
import { queueMessage } from "@/lib/sending/queue-message";
import { getRecipient } from "@/lib/unsubscribes/queries";
import { signUnsubscribeLink } from "@/lib/unsubscribes/sign-unsubscribe-link";
import { POST } from "./route";

const { admin } = await testDatabase();
let org: MintedOrganization;
let lead: string;
let email: string;
let sent: string;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  email = `ines@${org.slug}.example`;
  lead = (await createLead(org.rep1, { last_name: "Roe", email, phone: "+14155550123" })).id;
  sent = (await queueMessage(org.rep1, { lead_id: lead, channel: "email", body_text: "Hi" })).id;
});

const tokenOf = (communicationId: string) =>
  signUnsubscribeLink({ orgId: org.orgId, communicationId }, "https://crm.example").split("/u/")[1] ?? "";
const post = (token: string, body: string | FormData = "List-Unsubscribe=One-Click") =>
  POST(
    new Request(`https://crm.example/u/${token}`, {
      method: "POST",
      body,
      headers: typeof body === "string" ? { "content-type": "application/x-www-form-urlencoded" } : {},
    }),
    { params: Promise.resolve({ token }) },
  );
const entries = () =>
  admin`select kind, value_norm, channel, source, added_by from dnc_entries where org_id = ${org.orgId} and revoked_at is null order by kind, value_norm, channel`;
const seen = () => read(org.rep1, "dnc:read", (tx) => getRecipient(tx, sent));

describe("one click", () => {
  it("blocks the address for good, stops what waits for it, and names no user", async () => {
    const answer = await post(tokenOf(sent));
    expect([answer.status, await answer.text()]).toEqual([200, "Unsubscribed.\n"]);
    expect(await entries()).toEqual([
      { kind: "email", value_norm: email, channel: "email", source: "unsubscribe", added_by: null },
    ]);
    const [message] = await admin`select status, error_message from communications where id = ${sent}`;
    expect(message).toEqual({ status: "cancelled", error_message: "They are on the do-not-contact list now." });
    const again = queueMessage(org.manager, {
      lead_id: lead,
      channel: "email",
      body_text: "Hi",
      override_reason: "but I know her",
    });
    await expect(again).rejects.toMatchObject({ code: "DNC_BLOCKED" });
    const call = logContact(org.rep1, { lead_id: lead, method: "call" });
    expect(await call).toMatchObject({ method: "call" });
    const events =
      await admin`select kind, actor_id, actor_name from events where org_id = ${org.orgId} and kind = 'dnc.added'`;
    expect(events).toEqual([{ kind: "dnc.added", actor_id: null, actor_name: "The recipient" }]);
  });

  it("twice, ten times at once, and as multipart are one entry", async () => {
    const form = new FormData();
    form.set("List-Unsubscribe", "One-Click");
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, place) => post(tokenOf(sent), place % 2 ? form : undefined)),
    );
    expect(answers.map((one) => one.status)).toEqual(Array(10).fill(200));
    expect(await entries()).toHaveLength(1);
  });

  it("works when the lead is deleted, and when the person was erased", async () => {
    await deleteLead(org.rep1, { lead_id: lead });
    expect((await post(tokenOf(sent))).status).toBe(200);
    expect(await entries()).toHaveLength(1);
    await erasePerson(org.admin, { lead_id: lead });
    expect((await post(tokenOf(sent))).status).toBe(200);
    expect(await seen()).toMatchObject({ address: null });
  });

  it("with a link that is not ours is refused and changes nothing", async () => {
    const token = tokenOf(sent);
    for (const wrong of [
      "",
      "x",
      `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`,
      tokenOf("00000000-0000-7000-8000-000000000000"),
    ])
      expect((await post(wrong)).status).toBe(404);
    expect(await entries()).toEqual([]);
  });
});

describe("the page of a link", () => {
  it("changes nothing when it is looked at, and shows the address only as its owner knows it", async () => {
    expect(await seen()).toEqual({
      organization: `Organization ${org.slug}`,
      address: `i•••@${org.slug}.example`,
      stopped: [],
    });
    expect(await entries()).toEqual([]);
  });

  it("stops what was chosen, channel by channel, and comes back to itself", async () => {
    const answer = await post(tokenOf(sent), "page=1&stop=address&stop=call");
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/u/${tokenOf(sent)}`]);
    expect(new Set((await seen()).stopped)).toEqual(new Set(["address", "call"]));
    expect(await entries()).toContainEqual({
      kind: "phone",
      value_norm: "+14155550123",
      channel: "call",
      source: "unsubscribe",
      added_by: null,
    });
    expect(await entries()).not.toContainEqual(expect.objectContaining({ kind: "phone", channel: null }));
  });

  it("stops everything there is, also what nobody listed", async () => {
    await post(tokenOf(sent), "page=1&stop=everything");
    expect((await entries()).map((one) => [one.kind, one.channel])).toEqual([
      ["email", null],
      ["person", null],
      ["phone", null],
    ]);
  });

  it("refuses a choice that is none", async () => {
    expect((await post(tokenOf(sent), "page=1&stop=nonsense")).status).toBe(400);
  });
});

describe("an automated email", () => {
  const promise = defineCommand({
    name: "promiseForTest",
    permission: "communications:write",
    input: z.object({ source: z.enum(["sequence", "api"]) }),
    run: (tx, { source }, ctx) =>
      placeMessage(
        tx,
        { leadId: lead, channel: "email", source, sendAt: plusSeconds(ctx.now, 86_400 * 9), body: "Hi" },
        ctx,
      ),
  });

  it("is promised by an organization that says where it is, and by no other", async () => {
    const job = { ...org.rep1, actor: { ...org.rep1.actor, via: "job" as const } };
    expect(await promise(job, { source: "sequence" })).toMatchObject({ status: "queued" });
    expect(await outcomeOf(org.orgId, (tx) => tx.sql`update organizations set postal_address = null`)).toBe("ok");
    const refused = await promise(job, { source: "sequence" }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({ code: "INVALID", detail: expect.stringContaining("postal address") });
    await admin`update communications set status = 'cancelled' where org_id = ${org.orgId}`;
    expect(await promise(job, { source: "api" })).toMatchObject({ status: "queued" });
  });

  it("never gets past a rule with a reason: nobody is there who could have one", async () => {
    const forced = defineCommand({
      name: "forceForTest",
      permission: "communications:write",
      input: z.object({}),
      run: (tx, _, ctx) =>
        placeMessage(
          tx,
          {
            leadId: lead,
            channel: "email",
            source: "sequence",
            sendAt: ctx.now,
            body: "Hi",
            overrideReason: "a machine says so",
          },
          ctx,
        ),
    });
    const job = { ...org.admin, actor: { ...org.admin.actor, via: "job" as const } };
    await expect(forced(job, {})).rejects.toMatchObject({ code: "RECENTLY_CONTACTED", extra: { overridable: false } });
    expect(await forced(org.admin, {})).toMatchObject({ status: "queued" });
  });
});

describe("a body without an end", () => {
  it("is read no further than a form is long, and stops nobody", async () => {
    const token = tokenOf(sent);
    let pieces = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        pieces += 1;
        controller.enqueue(new TextEncoder().encode("a=".padEnd(1000, "b")));
      },
    });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const endless = { method: "POST", body, headers, duplex: "half" };
    const answer = await POST(new Request(`https://crm.example/u/${token}`, endless), {
      params: Promise.resolve({ token }),
    });
    expect([answer.status, pieces < 20, await entries()]).toEqual([413, true, []]);
  });
});
