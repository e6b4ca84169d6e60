// JavaScript adds some conveniences; everything also works without it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { says, send, stage, WIDE } from "../browser.mjs";

const { site, visitor, signIn } = await stage();
const session = await signIn(site.links.coordinator);

test("a filter of the log is applied when it is chosen with the mouse", async () => {
  const page = await visitor({ script: true });
  await page.goto("/example/en/log");
  await page.getByLabel("Kind of change").click();
  await Promise.all([page.waitForURL("**/log?kind=evidence"), page.getByLabel("Kind of change").selectOption("evidence")]);
  await says(page, "was added");
});

test("a filter waits for the keyboard until the focus leaves it", async () => {
  const page = await visitor({ script: true });
  await page.goto("/example/en/log");
  await page.getByLabel("Kind of change").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.ok(!page.url().includes("?"), "nothing is sent while the user chooses");
  await Promise.all([page.waitForURL("**/log?kind=*"), page.keyboard.press("Tab")]);
});

test("the list of errors takes the focus, and leads into the field with its label in view", async () => {
  const page = await visitor({ script: true, as: session, viewport: WIDE });
  await page.goto("/example/en/w/commitments/new");
  assert.equal(await send(page, "Save"), 422);
  const summary = page.getByRole("alert");
  await page.waitForFunction(() => document.activeElement?.matches("[role=alert]"));
  await summary.getByRole("link").first().click();
  const title = page.getByLabel("Title", { exact: true });
  assert.ok(await title.evaluate((at) => at === document.activeElement));
  const label = await page.locator("label[for=title]").boundingBox();
  assert.ok(label.y >= 0 && label.y < WIDE.height);
});

test("leaving a page with unsaved text asks first", async () => {
  const page = await visitor({ script: true, as: session, viewport: WIDE });
  await page.goto("/example/en/w/commitments/2/edit");
  await page.getByLabel("Short title").fill("Half a thou");
  const asked = page.waitForEvent("dialog").then(async (question) => {
    await question.dismiss();
    return question.type();
  });
  await page.getByRole("link", { name: "Cancel" }).click();
  assert.equal(await asked, "beforeunload");
  assert.equal(await page.getByLabel("Short title").inputValue(), "Half a thou");
  await page.getByLabel("Short title").fill("Open budget data");
  assert.equal(await send(page, "Save"), 303); // saving does not ask
});

test("the API's description can be browsed", async () => {
  const page = await visitor({ script: true, viewport: WIDE });
  await page.goto("/api/docs");
  // The viewer renders only what is in view, and more while scrolling.
  await page.getByText("/tenants/{tenant}/assessments", { exact: false }).first().waitFor();
  const commitments = page.getByText("/tenants/{tenant}/commitments", { exact: false });
  for (let turns = 0; turns < 40 && (await commitments.count()) === 0; turns += 1) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(250);
  }
  assert.ok((await commitments.count()) > 0);
});
