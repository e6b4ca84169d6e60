// The same tasks with only a keyboard: the focus goes through everything in order, and is visible.
import assert from "node:assert/strict";
import { test } from "node:test";
import { says, stage, WIDE } from "../browser.mjs";

const { site, visitor, signIn } = await stage();

/** Returns the focused element, and whether its focus is visible. */
const focused = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const seen = (element) => {
      const style = getComputedStyle(element);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const box = at.getBoundingClientRect();
    // The focus of a radio button or file field may be shown on the element around it.
    const shown = seen(at) || (at.parentElement !== null && seen(at.parentElement));
    return {
      name: at.id || at.getAttribute("href") || at.textContent.trim(),
      order: [...document.querySelectorAll("*")].indexOf(at),
      shown,
      inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
  });

/** Tabs through the whole page: every stop is visible, in view, and after the previous one. */
async function walk(page) {
  const stops = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (!stop || stop.order === stops[0]?.order) return stops;
    assert.ok(stop.shown, `no focus to be seen on ${stop.name} of ${page.url()}`);
    assert.ok(stop.inView, `the focus is out of view on ${stop.name} of ${page.url()}`);
    assert.ok(!stops.length || stop.order > stops.at(-1).order, `${stop.name} comes too late on ${page.url()}`);
    stops.push(stop);
  }
}

const names = (stops) => stops.map((stop) => stop.name);

for (const viewport of [undefined, WIDE]) {
  const width = viewport?.width ?? 390;

  test(`the skip link is first, and skips, at ${width} px`, async () => {
    const page = await visitor({ viewport });
    await page.goto("/example/en/");
    await page.keyboard.press("Tab");
    assert.deepEqual(await focused(page).then((at) => [at.name, at.shown, at.inView]), ["#main", true, true]);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/#main");
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(() => document.querySelector("main").contains(document.activeElement));
    assert.ok(inside, "the next stop is in the main part");
  });

  test(`the focus goes through public pages in order, at ${width} px`, async () => {
    const page = await visitor({ viewport });
    for (const address of ["/example/en/", "/example/en/commitments/2-open-budget-data"]) {
      await page.goto(address);
      const stops = await walk(page);
      const links = await page.locator("main a[href]").evaluateAll((all) => all.filter((a) => a.checkVisibility()).length);
      assert.ok(stops.length >= links, `${stops.length} stops for ${links} links of ${address}`);
    }
  });

  test(`signing in and updating a milestone without a mouse, at ${width} px`, async () => {
    const page = await visitor({ viewport });
    await page.goto("/sign-in");
    const fields = names(await walk(page));
    assert.deepEqual(fields.slice(fields.indexOf("email"), fields.indexOf("email") + 3), ["email", "password", "Sign in"]);

    await page.goto(await site.run("person", "link", "coordinator@example.org"));
    const button = page.getByRole("main").getByRole("button", { name: "Sign in" });
    while (!(await button.evaluate((at) => at === document.activeElement))) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/w/");

    await page.goto("/example/en/w/commitments/5/milestones/4/update");
    await walk(page);
    const state = page.getByRole("radio").first();
    await state.focus();
    while (!(await page.getByRole("radio", { name: /^In progress/ }).isChecked())) await page.keyboard.press("ArrowDown");
    const percent = page.getByLabel("How far is it, in percent?");
    while (!(await percent.evaluate((at) => at === document.activeElement))) await page.keyboard.press("Tab");
    await page.keyboard.press("Control+A");
    await page.keyboard.type(String(width % 100));
    await page.keyboard.press("Enter");
    await page.waitForURL("**/w/commitments/5*");
    await says(page, "Saved", `${width % 100}%`);
  });
}

test("the focus goes through the workspace in order", async () => {
  const page = await visitor({ viewport: WIDE, as: await signIn(site.links.coordinator) });
  for (const address of ["", "plan", "commitments/2", "commitments/2/edit", "import", "stakeholders"]) {
    await page.goto(`/example/en/w/${address}`);
    await walk(page);
  }
});
