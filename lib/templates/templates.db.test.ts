import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { archiveTemplate } from "./archive-template";
import { createTemplate } from "./create-template";
import { fillTemplate } from "./fill-queries";
import { getTemplate, listTemplates, listTemplateVersions } from "./queries";
import { updateTemplate } from "./update-template";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

const make = (ctx: Context, given: Record<string, unknown> = {}) =>
  createTemplate(ctx, {
    name: "First words",
    subject: "For {{company|you}}",
    body_html: "<p>Hi {{first_name|there}}</p>",
    ...given,
  });
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "went" as const,
    (error: unknown) => {
      if (error instanceof AppError) return { code: error.code, detail: error.detail };
      throw error;
    },
  );
const see = (ctx: Context, id: string) => read(ctx, "templates:read", (tx) => getTemplate(tx, ctx, id));

describe("a template", () => {
  it("is cleaned when it comes in, has its plain part, and says which fields it uses", async () => {
    const template = await make(org.rep1, {
      body_html: '<p onclick="x">Hi {{first_name|there}}</p><script>x</script>',
    });
    expect(template).toMatchObject({
      body_html: "<p>Hi {{first_name|there}}</p>",
      body_text: "Hi {{first_name|there}}",
      fields: ["company", "first_name"],
      version: 1,
      shared: false,
      results: { sent: 0, replied: 0, rate: null, opened: null, clicked: null },
    });
  });

  it("keeps every text it had: a new one is a new version, a new name is none", async () => {
    const { id } = await make(org.rep1);
    await updateTemplate(org.rep1, { template_id: id, name: "Opening" });
    await updateTemplate(org.rep1, { template_id: id, body_html: "<p>Hello {{first_name|there}}</p>" });
    const versions = await read(org.rep1, "templates:read", (tx) =>
      listTemplateVersions(tx, org.rep1, { id, limit: 50 }),
    );
    expect(versions.data.map((one) => [one.version, one.body_text])).toEqual([
      [2, "Hello {{first_name|there}}"],
      [1, "Hi {{first_name|there}}"],
    ]);
    const first = await read(org.rep1, "templates:read", (tx) => listTemplateVersions(tx, org.rep1, { id, limit: 1 }));
    const cursor = first.next_cursor ?? "";
    const rest = await read(org.rep1, "templates:read", (tx) =>
      listTemplateVersions(tx, org.rep1, { id, limit: 1, cursor }),
    );
    expect([...first.data, ...rest.data, rest.next_cursor]).toEqual([...versions.data, null]);
    expect(await see(org.rep1, id)).toMatchObject({ name: "Opening", version: 2 });
  });

  it("has versions that nobody writes, changes or deletes, and no number is left out: the database says so", async () => {
    const { id } = await make(org.rep1);
    const run = (text: string) => outcomeOf(org.orgId, (tx) => tx.sql.unsafe(text));
    expect(await run(`update email_template_versions set body = 'x' where template_id = '${id}'`)).toBe("42501");
    expect(await run(`delete from email_template_versions where template_id = '${id}'`)).toBe("42501");
    expect(
      await run(
        `insert into email_template_versions (template_id, version, body, variables, edited_by) values ('${id}', 9, 'x', '[]', '${org.rep1.actor.userId}')`,
      ),
    ).toBe("42501");
    expect(await run(`update email_templates set body = 'x' where id = '${id}'`)).toBe("TL110");
    expect(await run(`update email_templates set body = 'x', version = 3 where id = '${id}'`)).toBe("TL110");
  });

  it("of one's own is not there for colleagues; a shared one is changed by its owner and a manager", async () => {
    const own = await make(org.rep1);
    const shared = await make(org.rep1, { name: "Shared", shared: true });
    expect(await refusal(see(org.rep2, own.id))).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusal(updateTemplate(org.admin, { template_id: own.id, name: "Mine" }))).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await see(org.rep2, shared.id)).toMatchObject({ may_change: false });
    expect(await refusal(updateTemplate(org.rep2, { template_id: shared.id, name: "Mine" }))).toMatchObject({
      code: "FORBIDDEN",
    });
    expect(await updateTemplate(org.manager, { template_id: shared.id, name: "Ours" })).toMatchObject({
      name: "Ours",
      version: 1,
    });
    const seen = await read(org.rep2, "templates:read", (tx) => listTemplates(tx, org.rep2));
    expect(seen.map((one) => one.name)).toEqual(["Ours"]);
  });

  it("is not written over by who looked at an older version, also both at once", async () => {
    const { id } = await make(org.rep1);
    const change = (body_html: string) =>
      refusal(updateTemplate(org.rep1, { template_id: id, body_html, if_version: 1 }));
    const outcomes = await Promise.all([change("<p>One</p>"), change("<p>Two</p>"), change("<p>Three</p>")]);
    expect(outcomes.filter((one) => one === "went")).toHaveLength(1);
    expect(outcomes.filter((one) => one !== "went").map((one) => one.code)).toEqual(["STALE", "STALE"]);
  });

  it("that is taken away is gone, and its versions stay", async () => {
    const { id } = await make(org.rep1, { shared: true });
    await archiveTemplate(org.rep1, { template_id: id });
    expect(await refusal(see(org.rep1, id))).toMatchObject({ code: "NOT_FOUND" });
    expect(await admin`select version from email_template_versions where template_id = ${id}`).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["no text", { body_html: "<p> </p>" }, "body_html"],
    ["a field nobody knows", { body_html: "<p>{{password}}</p>" }, "body_html"],
    ["a line break in the subject", { subject: "a\nb" }, "subject"],
    ["formatting on a channel without it", { channel: "sms", subject: undefined }, "body_html"],
    ["a field nobody knows in the subject", { subject: "{{x}}" }, "subject"],
    ["no name", { name: " " }, "name"],
  ])("is refused with %s", async (_, given, path) => {
    const error = await make(org.rep1, given).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "INVALID", errors: [{ path }] });
  });
});

describe("a preview", () => {
  const preview = (ctx: Context, templateId: string, leadId: string, variables?: Record<string, string>) =>
    read(ctx, "templates:read", (tx) => fillTemplate(tx, { templateId, leadId, variables }, ctx));

  it("reads as the lead would, markup in a name stays text, and what is missing is named", async () => {
    const lead = await createLead(org.rep1, { first_name: "<b>Ines</b>", last_name: "Roe", company: "Fjord & Sons" });
    const { id } = await make(org.rep1, {
      body_html: "<p>{{first_name}} of {{company}}, {{title}}, from {{sender_name}}</p>",
    });
    expect(await preview(org.rep1, id, lead.id)).toMatchObject({
      subject: "For Fjord & Sons",
      body_html: "<p>&lt;b&gt;Ines&lt;/b&gt; of Fjord &amp; Sons, {{title}}, from rep1</p>",
      body_text: "<b>Ines</b> of Fjord & Sons, {{title}}, from rep1",
      missing: ["title"],
      variables: { first_name: "<b>Ines</b>", company: "Fjord & Sons", sender_name: "rep1" },
    });
  });

  it("takes values for its own variables, and refuses others", async () => {
    const lead = await createLead(org.rep1, { first_name: "Ines" });
    const { id } = await make(org.rep1, { body_html: "<p>Until {{offer_date}}</p>", variables: ["offer_date"] });
    expect(await preview(org.rep1, id, lead.id)).toMatchObject({ missing: ["offer_date"] });
    expect(await preview(org.rep1, id, lead.id, { offer_date: "Friday" })).toMatchObject({
      body_text: "Until Friday",
      missing: [],
    });
    expect(await refusal(preview(org.rep1, id, lead.id, { other: "x" }))).toMatchObject({ code: "INVALID" });
  });

  it("is not for another organization's lead or template", async () => {
    const other = await mintOrganization();
    const lead = await createLead(other.rep1, { first_name: "Theirs" });
    const { id } = await make(org.rep1, { shared: true });
    expect(await refusal(preview(org.rep1, id, lead.id))).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusal(preview(at(other.rep1, other.rep1.now), id, lead.id))).toMatchObject({ code: "NOT_FOUND" });
  });
});
