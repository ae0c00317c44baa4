import { randomUUID } from "node:crypto";
import type { Page, Response } from "@playwright/test";
import type { MintedOrganization } from "@/db/testing/organization";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { startBulkAction } from "@/lib/bulk-actions/start-bulk-action";
import { logContact } from "@/lib/communications/log-contact";
import { createDay } from "@/lib/daily-outreach/create-day";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { addNote } from "@/lib/notes/add-note";
import { inviteMember } from "@/lib/organizations/invite-member";
import { createSegment } from "@/lib/segments/create-segment";
import { createSequence } from "@/lib/sequences/create-sequence";
import { findSuggestions } from "@/lib/suggestion-engine/find-suggestions";
import { createTemplate } from "@/lib/templates/create-template";
import { expect, expectAccessible, test } from "./fixtures";
import { hoursAgo, mintImport, mintLead, mintMailbox, mintThread, mintTouch, now, untilPaired } from "./mint";

type Place = { name: string; path: string; open?: (page: Page) => Promise<void> };
type House = {
  lead: string;
  twin: string;
  company: string;
  invitation: string;
  change: string;
  file: string;
  segment: string;
  template: string;
  sequence: string;
};

const inside = ({ lead, twin, company, change, file, segment, template, sequence }: House): Place[] => [
  { name: "leads", path: "/leads" },
  { name: "leads, none fits", path: "/leads?q=nobody+of+this+name" },
  { name: "leads, chosen", path: "/leads", open: choose },
  { name: "tag the chosen", path: "/leads", open: (page) => tagChosen(page) },
  { name: "bulk changes", path: "/leads/changes" },
  { name: "bulk change", path: `/leads/changes/${change}` },
  { name: "duplicates", path: "/leads/duplicates", open: paired },
  { name: "merge", path: `/leads/${lead}/merge?with=${twin}` },
  { name: "new lead", path: "/leads/new" },
  { name: "lead", path: `/leads/${lead}` },
  { name: "lead, edit", path: `/leads/${lead}/edit` },
  { name: "log dialog, taken", path: `/leads/${lead}?log=email`, open: visible("Log contact") },
  { name: "log dialog, a fact", path: `/leads/${lead}?log=call`, open: (page) => happened(page) },
  { name: "lead, everything", path: `/leads/${lead}?show=all`, open: everything },
  { name: "note", path: `/leads/${lead}`, open: (page) => writeNote(page) },
  { name: "composer", path: `/leads/${lead}?write=email`, open: visible("Write message") },
  { name: "inbox", path: "/inbox" },
  { name: "inbox, who needs our reply", path: "/inbox?view=needs-reply" },
  { name: "inbox, whose answer is awaited", path: "/inbox?view=awaiting-reply" },
  { name: "inbox, unmatched", path: "/inbox?view=unmatched" },
  { name: "segments", path: "/segments" },
  { name: "segment", path: `/segments/${segment}`, open: built },
  { name: "suggestions", path: "/suggestions", open: suggested },
  { name: "quality of suggestions", path: "/suggestions/quality" },
  { name: "suggestions behind a figure", path: "/suggestions/quality/rows?figure=proposed" },
  { name: "scoring", path: "/settings/scoring" },
  { name: "why a score", path: `/leads/${lead}`, open: (page) => why(page) },
  { name: "templates", path: "/templates" },
  { name: "template", path: `/templates/${template}`, open: (page) => written(page) },
  { name: "today", path: "/" },
  { name: "sequences", path: "/sequences" },
  { name: "sequence", path: `/sequences/${sequence}` },
  { name: "people of a sequence", path: `/sequences/${sequence}?tab=people` },
  { name: "results of a sequence", path: `/sequences/${sequence}?tab=results` },
  { name: "versions of a sequence", path: `/sequences/${sequence}?tab=versions` },
  { name: "tags", path: "/settings/tags" },
  { name: "do not contact", path: "/dnc" },
  { name: "collisions", path: "/collisions" },
  { name: "imports", path: "/imports" },
  { name: "import", path: `/imports/${file}` },
  { name: "audit", path: "/audit" },
  { name: "mail", path: "/mail?state=waiting" },
  { name: "mailboxes", path: "/settings/mailboxes" },
  { name: "sending domain", path: "/settings/mailboxes/us.example" },
  { name: "check an address", path: "/leads/check" },
  { name: "notifications", path: "/dnc", open: (page) => told(page) },
  { name: "notification switches", path: "/settings/notifications" },
  { name: "outreach", path: "/analytics/outreach" },
  { name: "outreach, rows", path: "/analytics/outreach/rows?figure=attempts" },
  { name: "funnel", path: "/analytics/funnel" },
  { name: "lifecycle", path: "/analytics/lifecycle" },
  { name: "reps", path: "/analytics/reps" },
  { name: "sources", path: "/analytics/sources" },
  { name: "return on cost", path: "/analytics/roi" },
  { name: "forecast", path: "/analytics/forecast" },
  { name: "collisions, figures", path: "/analytics/collisions" },
  { name: "compliance", path: "/analytics/compliance" },
  { name: "my numbers", path: "/analytics/me" },
  { name: "budget", path: "/budget" },
  { name: "costs", path: "/budget/costs" },
  { name: "month end", path: "/budget/reconciliation" },
  { name: "sources of leads", path: "/budget/sources" },
  { name: "rows behind a figure", path: "/analytics/funnel/rows?figure=arrived" },
  { name: "organization", path: "/settings/organization" },
  { name: "members", path: "/settings/members" },
  { name: "API keys", path: "/settings/api-keys" },
  { name: "sessions", path: "/settings/sessions" },
  { name: "quiet hours", path: "/settings/quiet-hours" },
  { name: "companies", path: "/companies" },
  { name: "company", path: `/companies/${company}` },
  { name: "changes of a lead", path: `/leads/${lead}/changes` },
  { name: "assignment", path: "/settings/assignment" },
  { name: "campaigns", path: "/campaigns" },
  { name: "autonomy", path: "/settings/autonomy" },
  { name: "writing", path: "/settings/writing" },
  { name: "retention", path: "/settings/retention" },
  { name: "integrity", path: "/settings/integrity" },
  { name: "deleted leads", path: "/leads/deleted" },
  { name: "profile", path: "/settings/profile" },
  { name: "board", path: "/leads?layout=board", open: boarded },
  { name: "palette", path: "/collisions", open: (page) => page.keyboard.press("ControlOrMeta+k") },
  { name: "all keys", path: "/dnc", open: (page) => page.keyboard.press("?") },
];
const outside = ({ invitation }: House): Place[] => [
  { name: "sign in", path: "/sign-in" },
  { name: "join", path: invitation },
  { name: "unsubscribe, no link of ours", path: "/u/not-a-token" },
  { name: "join, over", path: "/accept/not-a-token" },
  { name: "new password, over", path: "/reset/not-a-token" },
];

const screen = { width: 1366, height: 768 };
const phone = { width: 390, height: 844 };
const narrowest = { width: 320, height: 640 };
// Both colours and both widths of each page; the other two pairs with the full size.
const looks = [
  ["light", screen],
  ["dark", phone],
  ...(Number(process.env.TOUCHLINE_TEST_SIZE ?? 0) >= 1
    ? ([
        ["light", phone],
        ["dark", screen],
      ] as const)
    : []),
] as const;

test.describe.configure({ mode: "parallel" });

const parts = 4;
for (let part = 0; part < parts; part++) {
  test(`every page, part ${part + 1} of ${parts}: axe finds nothing in light and dark, on a screen and on a phone, it fits 320 pixels and sends the headers that browsers heed`, async ({
    org,
    as,
    visit,
  }) => {
    test.setTimeout(300_000);
    const house = await mintHouse(org);
    const calm = { reducedMotion: "reduce" } as const;
    const [admin, nobody] = [await as("admin", calm), await visit(calm)];
    const nonces = new Set<string>();
    let visited = 0;
    for (const [page, places] of [
      [admin, inside(house)],
      [nobody, outside(house)],
    ] as const) {
      for (const place of places.filter((_, nth) => nth % parts === part)) {
        await test.step(place.name, async () => nonces.add(await look(page, place)));
        visited++;
      }
    }
    expect(nonces.size, "a nonce is never used again").toBe(visited);
  });
}

/** Opens the page and judges it from every side; its nonce. */
async function look(page: Page, { name, path, open }: Place): Promise<string> {
  await page.setViewportSize(screen);
  const nonce = nonceOf(await page.goto(path), name);
  await open?.(page);
  for (const [colorScheme, size] of looks) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
    await page.setViewportSize(size);
    await expectAccessible(page, `${name}, ${colorScheme}, ${size.width}`);
  }
  await page.setViewportSize(narrowest);
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  await expect.poll(width, `${name} at 320 px`).toBeLessThanOrEqual(narrowest.width);
  return nonce;
}

function nonceOf(answer: Response | null, name: string): string {
  const headers = answer?.headers() ?? {};
  const policy = headers["content-security-policy"] ?? "";
  const nonce = /script-src 'self' 'nonce-([\w+/=]+)' 'strict-dynamic';/.exec(policy)?.[1];
  expect(nonce, name).toBeTruthy();
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
  });
  return nonce ?? "";
}

test("the house says that it is well, with the same headers", async ({ visit }) => {
  const health = await (await visit()).request.get("/api/health");
  expect(await health.json()).toMatchObject({ status: "ok", database: "ok", schema: "ok", worker: "ok" });
  expect(health.headers()).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
});

/** A house in which every page has something to show. */
const lookedUp = {
  checked_at: new Date().toISOString(),
  selector: null,
  records: [
    { what: "spf", state: "good", name: "us.example", found: ["v=spf1 mx ~all"], words: "SPF is set.", put: null },
    {
      what: "dkim",
      state: "missing",
      name: "SELECTOR._domainkey.us.example",
      found: [],
      words: "No DKIM key under the usual names.",
      put: `v=DKIM1; k=rsa; p=${"MIIBIjANBgkq".repeat(30)}`,
    },
    { what: "dmarc", state: "unknown", name: "_dmarc.us.example", found: [], words: "Nobody answered.", put: null },
  ],
};

async function mintHouse({ rep1, rep2, manager, admin }: MintedOrganization): Promise<House> {
  const lead = await mintLead(rep1, { tags: ["fair"], score: 88 });
  await mintTouch(rep2, lead, {
    method: "call",
    body: "She was in a meeting",
    occurred_at: hoursAgo(60).toISOString(),
  });
  await mintThread(rep1, lead, "Delivery times", [hoursAgo(50), hoursAgo(26), hoursAgo(3)]);
  await mintTouch(rep1, lead, { method: "sms", responded: true, occurred_at: hoursAgo(2).toISOString() });
  await mintMailbox(rep1, "rep1@us.example", lookedUp);
  const planned = { lead_id: lead.id, method: "linkedin", subject: "Hello", body: "Shall we talk?" };
  await logContact(now(rep1), planned);
  await logContact(now(rep2), planned).catch(() => {});
  await logContact(now(rep2), { ...planned, already_happened: true });
  await logContact(now(manager), { ...planned, override_reason: "She asked for it today" });
  const { id: twin } = await mintLead(rep2, { first_name: "I.", email: lead.email });
  await mintLead(rep2, {
    first_name: null,
    last_name: null,
    phone: null,
    linkedin: null,
    company: null,
    timezone: null,
  });
  await addNote(now(rep1), { lead_id: lead.id, body: "Her budget is decided in May.\n@manager, shall we wait?" });
  await addDncEntry(now(rep1), { kind: "domain", value: "never.example", reason: "Their lawyer wrote" });
  await createApiKey(now(admin), { name: "nightly report", scopes: ["leads:read"], expires_in_days: 30 });
  const { path: invitation } = await inviteMember(now(admin), { email: `guest@${lead.id}.example`, role: "rep" });
  const { id: change } = await startBulkAction(now(manager), {
    action: "add_tags",
    tags: ["spring"],
    ids: [lead.id, randomUUID()],
  });
  const file = await mintImport(now(admin));
  const { id: segment } = await createSegment(now(rep1), {
    name: "Hot ones",
    visibility: "public",
    filter: {
      or: [
        { field: "score", op: "at_least", value: 80 },
        { field: "status", op: "any_of", value: ["new"] },
      ],
    },
  });
  const silent = await mintLead(admin, { last_name: "Silent" });
  await mintTouch(admin, silent, { subject: "Ramps", occurred_at: hoursAgo(24 * 8).toISOString() });
  await findSuggestions(now(admin), {});
  const letter = { name: "First words", subject: "For {{company|you}}", body_html: "<p>Hi {{first_name}}</p>" };
  const { id: template } = await createTemplate(now(rep1), { ...letter, shared: true });
  const sequence = await mintSequence({ admin, rep1 });
  await createDay(now(admin), { segment_id: segment });
  await untilPaired(admin);
  return {
    lead: lead.id,
    twin,
    company: lead.company?.id ?? "",
    invitation,
    change,
    file,
    segment,
    template,
    sequence,
  };
}

/** A sequence of every kind of step, with somebody in it. */
async function mintSequence({ admin, rep1 }: Pick<MintedOrganization, "admin" | "rep1">): Promise<string> {
  const condition = { kind: "condition", condition: { field: "status", op: "is", value: "new" }, otherwise: 4 };
  const steps = [
    { kind: "email", subject: "Driver hours", body: "Hello {{first_name|there}}" },
    condition,
    { kind: "call", subject: "Ask about the route", delay_hours: 24 },
    { kind: "email", subject: "Driver hours", body: "Once more, {{first_name}}", delay_hours: 24 },
  ];
  const { id } = await createSequence(now(admin), { name: "Cold chain", steps, publish: true });
  const { id: lead } = await mintLead(rep1, { last_name: "Anand" });
  await enrollLead(now(rep1), { lead_id: lead, sequence_id: id });
  return id;
}

async function choose(page: Page): Promise<void> {
  const boxes = page.getByRole("table", { name: "Leads" }).locator("tbody").getByRole("checkbox");
  await expect(async () => {
    await boxes.first().check();
    await expect(page.getByRole("toolbar", { name: "Selected leads" })).toBeVisible({ timeout: 1000 });
  }).toPass();
}

async function tagChosen(page: Page): Promise<void> {
  await choose(page);
  await page.keyboard.press("t");
  await expect(page.getByRole("dialog", { name: "Tag 1 lead" })).toBeVisible();
}

function visible(dialog: string) {
  return (page: Page) => expect(page.getByRole("dialog", { name: dialog })).toBeVisible();
}

async function boarded(page: Page): Promise<void> {
  await expect(page.getByRole("region", { name: "Leads by status" }).getByRole("listitem").first()).toBeVisible();
}

async function suggested(page: Page): Promise<void> {
  await expect(page.getByRole("article").first()).toBeVisible();
}

async function why(page: Page): Promise<void> {
  await expect(async () => {
    await page.getByRole("button", { name: "Why" }).click();
    await expect(page.getByRole("dialog", { name: "Score 88" })).toBeVisible({ timeout: 1000 });
  }).toPass();
}

async function built(page: Page): Promise<void> {
  await expect(page.getByLabel("Value for Score")).toBeVisible();
}

async function written(page: Page): Promise<void> {
  await expect(page.getByRole("textbox", { name: "Text" })).toBeVisible();
  await expect(page.getByTitle("Text of the preview")).toBeVisible();
}

async function paired(page: Page): Promise<void> {
  await expect(page.getByRole("list", { name: "Possible duplicates" })).toBeVisible();
}

async function told(page: Page): Promise<void> {
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await expect(page.getByRole("dialog", { name: "Notifications" })).toBeVisible();
}

async function everything(page: Page): Promise<void> {
  await expect(page.getByText(/moved the status/).first()).toBeVisible();
}

async function writeNote(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("n");
    await expect(page.getByRole("dialog", { name: "Add note" })).toBeVisible({ timeout: 1000 });
  }).toPass();
}

async function happened(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "It already happened" }).check();
}
