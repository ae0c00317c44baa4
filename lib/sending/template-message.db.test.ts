import { beforeEach, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { holdRawAttempt, outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { erasePerson } from "@/lib/erasure/erase-person";
import { createLead } from "@/lib/leads/create-lead";
import { changeSignature } from "@/lib/signatures/change-signature";
import { createTemplate } from "@/lib/templates/create-template";
import { getTemplate } from "@/lib/templates/queries";
import { updateTemplate } from "@/lib/templates/update-template";
import { getMessage } from "./queries";
import { queueMessage } from "./queue-message";

const { admin } = await testDatabase();
let org: MintedOrganization;
let lead: string;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  lead = (await createLead(org.rep1, { first_name: "Ines", last_name: "Roe", email: `ines@${org.slug}.example` })).id;
});

const template = (given: Record<string, unknown> = {}) =>
  createTemplate(org.rep1, {
    name: "First words",
    subject: "For {{title|you}}",
    body_html: "<p>Hi {{first_name}}</p>",
    ...given,
  });
const write = (given: Record<string, unknown>) => queueMessage(org.rep1, { lead_id: lead, channel: "email", ...given });
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "went" as const,
    (error: unknown) => {
      if (error instanceof AppError) return error;
      throw error;
    },
  );
const see = (id: string) => read(org.rep1, "communications:read", (tx) => getMessage(tx, id, org.rep1.actor.userId));

describe("a message from a template", () => {
  it("is filled in for the lead and remembers which version it was made from, whatever becomes of the template", async () => {
    const { id } = await template();
    const { id: messageId } = await write({ template_id: id });
    await updateTemplate(org.rep1, { template_id: id, body_html: "<p>Other words</p>" });
    expect(await see(messageId)).toMatchObject({
      subject: "For you",
      body_text: "Hi Ines",
      body_html: "<p>Hi Ines</p>",
      template: { id, name: "First words", version: 1 },
    });
    const [row] = await admin`select template_variables from communications where id = ${messageId}`;
    expect(row?.template_variables).toEqual({ first_name: "Ines" });
  });

  it("with a field nobody can fill is not sent, and the refusal names the field", async () => {
    const { id } = await template({ body_html: "<p>As {{title}}</p>" });
    expect(await refusal(write({ template_id: id }))).toMatchObject({
      code: "INVALID",
      errors: [{ path: "template_id", message: expect.stringContaining("title") }],
    });
    expect(await admin`select 1 from communications where org_id = ${org.orgId}`).toEqual([]);
  });

  it("goes out as it was edited, and a field left in the edited text blocks it too", async () => {
    const { id } = await template();
    expect(await refusal(write({ template_id: id, body_html: "<p>{{title}}</p>" }))).toMatchObject({ code: "INVALID" });
    const { id: messageId } = await write({ template_id: id, subject: "Mine", body_html: "<p>Hi <b>you</b></p>" });
    expect(await see(messageId)).toMatchObject({ subject: "Mine", body_text: "Hi you", template: { version: 1 } });
  });

  it("is written for: a text by hand does not go out with a field in it that nothing fills in", async () => {
    const words = { subject: "Dates", body_text: "Hi Ines" };
    for (const [part, path] of [
      [{ body_text: "Hi {{first_name}}" }, "body_text"],
      [{ subject: "For {{company|you}}" }, "subject"],
      [{ body_text: undefined, body_html: "<p>Hi {{&nbsp;first_name }}</p>" }, "body_text"],
    ] as const) {
      expect(await refusal(write({ ...words, ...part }))).toMatchObject({ code: "INVALID", errors: [{ path }] });
    }
    expect(await admin`select 1 from communications where org_id = ${org.orgId}`).toEqual([]);
    const { id } = await write({ ...words, body_text: "In Jinja you write {{ name }} for it" });
    expect(await see(id)).toMatchObject({ body_text: "In Jinja you write {{ name }} for it" });
  });

  it("is refused on another channel, and with a colleague's own template", async () => {
    const { id } = await template();
    expect(await refusal(write({ template_id: id, channel: "linkedin" }))).toMatchObject({
      errors: [{ path: "template_id" }],
    });
    const asked = { lead_id: lead, channel: "email", template_id: id };
    expect(await refusal(queueMessage(org.rep2, asked))).toMatchObject({ code: "NOT_FOUND" });
  });

  it("counts in the template's results once it has left, and as answered once they answered", async () => {
    const { id } = await template();
    const { id: messageId } = await write({ template_id: id });
    const results = async () => (await read(org.rep1, "templates:read", (tx) => getTemplate(tx, org.rep1, id))).results;
    const unseen = { opened: null, clicked: null };
    expect(await results()).toEqual({ sent: 0, replied: 0, rate: null, ...unseen });
    await holdRawAttempt(admin, org.orgId, messageId);
    await admin`update communications set status = 'sent', sent_at = now() where id = ${messageId}`;
    expect(await results()).toEqual({ sent: 1, replied: 0, rate: 0, ...unseen });
    await admin`update communications set replied_at = occurred_at + interval '1 hour' where id = ${messageId}`;
    expect(await results()).toEqual({ sent: 1, replied: 1, rate: 1, ...unseen });
  });

  it("never changes what it was made from, and loses its formatted text when the person is erased", async () => {
    const { id } = await template();
    const { id: messageId } = await write({ template_id: id });
    const change = (set: string) =>
      outcomeOf(org.orgId, (tx) => tx.sql.unsafe(`update communications set ${set} where id = '${messageId}'`));
    expect(await change("template_id = null, template_version = null")).toBe("TL010");
    expect(await change("template_variables = '{}'")).toBe("TL010");
    await erasePerson(org.admin, { lead_id: lead });
    const [row] =
      await admin`select body, body_html, template_variables, template_id from communications where id = ${messageId}`;
    expect(row).toEqual({ body: null, body_html: null, template_variables: null, template_id: id });
  });
});

describe("a signature", () => {
  it("stands under an email that its owner writes here, and under no program's", async () => {
    await changeSignature(org.rep1, { signature: "Ada\nFjord & Sons" });
    const { id } = await write({ body_html: "<p>Hi</p>" });
    expect(await see(id)).toMatchObject({
      body_text: "Hi\n\n-- \nAda\nFjord & Sons",
      body_html: "<p>Hi</p><p>-- <br />Ada<br />Fjord &amp; Sons</p>",
    });
    const program = { ...org.rep1, actor: { ...org.rep1.actor, via: "api" as const } };
    const asked = { lead_id: lead, channel: "linkedin", to: "in/ines", body_text: "Hi" };
    await admin`insert into contact_points (org_id, lead_id, kind, raw, norm) values (${org.orgId}, ${lead}, 'linkedin', 'in/ines', 'ines')`;
    expect((await see((await queueMessage(program, asked)).id)).body_text).toBe("Hi");
  });
});

describe("HTML from a program", () => {
  it("is cleaned, and a plain part is made of it", async () => {
    const { id } = await write({ body_html: '<p onclick="x">Shall we say <b>Tuesday</b>?</p><script>x</script>' });
    expect(await see(id)).toMatchObject({
      body_html: "<p>Shall we say <b>Tuesday</b>?</p>",
      body_text: "Shall we say Tuesday?",
      template: null,
    });
  });

  it("cannot be rewritten once it has left", async () => {
    const { id } = await write({ body_html: "<p>Hi</p>" });
    await holdRawAttempt(admin, org.orgId, id);
    const sql = `update communications set body_html = '<p>No</p>' where id = '${id}'`;
    expect(await outcomeOf(org.orgId, (tx) => tx.sql.unsafe(sql))).toBe("TL010");
  });
});
