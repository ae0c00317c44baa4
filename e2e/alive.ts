import type { BrowserContext, Page } from "@playwright/test";

/**
 * Lets `goto` and `reload` of every page of this browser come back when the page answers to the hand: a press on a button that React has
 * not taken over yet is lost, and no person is as fast as a journey. `waitUntil: "commit"` means the page before that.
 */
export function waitUntilAlive(context: BrowserContext): void {
  context.on("page", (page) => {
    const { goto, reload } = page;
    page.goto = async (url, options) => {
      const response = await goto.call(page, url, options);
      if (options?.waitUntil !== "commit") await alive(page);
      return response;
    };
    page.reload = async (options) => {
      const response = await reload.call(page, options);
      await alive(page);
      return response;
    };
  });
}

// What stays dead fails the journey where it is pressed, with a better word than a wait could say.
async function alive(page: Page): Promise<void> {
  const taken = () => {
    if (!document.querySelector('script[src*="/_next/static/"]')) return true;
    // What React writes for a form that works without it is nobody's to press, and is never taken over.
    const pressed = 'button, input:not([name^="$ACTION_"]), select, textarea';
    const controls = [...document.querySelectorAll(pressed)];
    return controls.every((control) => Object.keys(control).some((key) => key.startsWith("__reactProps$")));
  };
  await page.waitForFunction(taken, undefined, { timeout: 10_000 }).catch(() => undefined);
}
