// Users with browsers: narrow and without JavaScript, unless a journey needs otherwise.
import assert from "node:assert/strict";
import { after, afterEach } from "node:test";
import { chromium } from "playwright-core";
import { start } from "./besa.mjs";

export const NARROW = { width: 390, height: 844 };
export const WIDE = { width: 1280, height: 900 };

/** Debian's Chromium. */
export const launch = () => chromium.launch({ executablePath: process.env.BESA_CHROMIUM });

/** Records what the browser complains about; an expected 4xx of the page itself is not a complaint. */
function complaints(page, list) {
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    if (message.text().startsWith("Failed to load resource") && message.location().url === page.url()) return;
    list.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => list.push(`${page.url()}: ${error}`));
}

/**
 * Starts a Besa and a browser for the tests of one file. After each test the list of complaints must be
 * empty: no console error, no violation of the content security policy, no error in the server's log.
 */
export async function stage(settings) {
  const [site, browser] = await Promise.all([start(settings), launch()]);
  const contexts = [];
  const troubles = [];
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    assert.deepEqual([...troubles.splice(0), ...site.failures()], []);
  });
  after(async () => {
    await browser.close();
    await site.stop();
  });

  /** Opens a page for a new user. `as` is the result of `signIn`; without `policy`, all scripts may run. */
  async function visitor({ viewport = NARROW, script = false, as, policy = true } = {}) {
    const context = await browser.newContext({
      baseURL: site.url,
      viewport,
      javaScriptEnabled: script,
      storageState: as,
      locale: "en-GB",
      bypassCSP: !policy,
    });
    context.setDefaultTimeout(60_000);
    contexts.push(context);
    const page = await context.newPage();
    complaints(page, troubles);
    return page;
  }

  /** Signs in with a one-time link; returns the session for further pages. */
  async function signIn(link, to = "**/w/") {
    const page = await visitor();
    await page.goto(link);
    await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(to);
    const state = await page.context().storageState();
    await page.close();
    return state;
  }

  return { site, visitor, signIn };
}

/** Returns the text of a page's main part. */
export const mainText = (page) => page.getByRole("main").innerText();

/** Asserts that a text is in the main part; the message contains the whole part. */
export async function says(page, ...texts) {
  const all = (await mainText(page)).replace(/\s+/g, " ");
  for (const text of texts) assert.ok(all.includes(text), `“${text}” is missing in: ${all}`);
}

/** Asserts that a text is not in the main part. */
export async function silent(page, ...texts) {
  const all = (await mainText(page)).replace(/\s+/g, " ");
  for (const text of texts) assert.ok(!all.includes(text), `“${text}” is there: ${all}`);
}

/** Submits a form with its button; returns the status of the response. */
export async function send(page, button) {
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("main").getByRole("button", { name: button, exact: true }).click();
  const status = (await answer).status();
  await page.waitForLoadState();
  return status;
}
