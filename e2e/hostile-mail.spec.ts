import { readFileSync } from "node:fs";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import fc from "fast-check";
import { hostileMail } from "@/db/testing/hostile-mail";
import { cleanMailHtml } from "@/lib/mail-html/rules";

const { vectors }: { vectors: string[] } = JSON.parse(readFileSync("lib/mail-html/vectors.cases.json", "utf8"));
const mails = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0) >= 1 ? 5000 : 400;
const together = 100;

/** What pages in this browser try: every address they ask for, and every program of theirs that says so. */
async function watch(context: BrowserContext, page: Page): Promise<string[]> {
  const tried: string[] = [];
  await context.route(/^(?!about:)/, async (route) => {
    tried.push(`asked for ${route.request().url()}`);
    await route.abort();
  });
  await context.exposeBinding("ran", (_, how: string) => void tried.push(`ran ${how}`));
  await context.addInitScript(() => {
    for (const name of ["alert", "confirm", "prompt", "print", "open", "fetch"])
      Object.assign(window, { [name]: () => Object(window).ran(name) });
  });
  page.on("popup", (popup) => tried.push(`opened ${popup.url()}`));
  return tried;
}

/** Shows these in frames that would let them do anything, and returns when each has come as far as it comes by itself. */
const show = (page: Page, htmls: string[]) =>
  page.evaluate(async (all) => {
    const frames = all.map((srcdoc) => Object.assign(document.createElement("iframe"), { srcdoc }));
    await Promise.all(
      frames.map((frame) => {
        const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
        document.body.append(frame);
        return loaded;
      }),
    );
    for (const frame of frames) frame.remove();
  }, htmls);

test("the browser lets a mail that was not cleaned run and ask", async ({ context, page }) => {
  const tried = await watch(context, page);
  await page.goto("about:blank");
  await show(page, [
    '<img src="https://evil.example/pixel.gif" onerror="alert(1)"><script>fetch("https://evil.example")</script>',
  ]);
  await expect
    .poll(() => new Set(tried))
    .toEqual(new Set(["asked for https://evil.example/pixel.gif", "ran alert", "ran fetch"]));
});

test(`${mails} hostile mails, cleaned, run nothing and ask for nothing in a browser that would let them`, async ({
  context,
  page,
}) => {
  test.setTimeout(900_000);
  const tried = await watch(context, page);
  await page.goto("about:blank");
  const cleaned = [...vectors, ...fc.sample(hostileMail(vectors), mails)].map(cleanMailHtml);
  for (let from = 0; from < cleaned.length; from += together) {
    await show(page, cleaned.slice(from, from + together));
    expect(tried, `among mails ${from} to ${from + together}`).toEqual([]);
  }
  // What they did would have been told by now: this is.
  await show(page, ["<script>alert('the last')</script>"]);
  await expect.poll(() => tried).toEqual(["ran alert"]);
});
