// Checks of every page: axe finds nothing, and nothing is cut off, in light and dark and at two widths.
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { NARROW, WIDE } from "./browser.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LIGHT = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
// Dark mode changes colours only.
const DARK = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** Returns by how many pixels the page is wider than the window. */
export const overflow = (page) =>
  page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);

/** Returns the first words of elements that are squeezed to a few letters per line. */
const squeezed = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("main *")]
      .map((element) => [element.getBoundingClientRect(), [...element.childNodes].filter((node) => node.nodeType === 3)])
      .map(([box, nodes]) => [box, nodes.map((node) => node.data.trim()).join(" ").trim()])
      .filter(([box, words]) => words.length > 11 && box.width > 2 && box.width < 56 && box.height > 3 * box.width)
      .map(([, words]) => words.slice(0, 40)),
  );

/** Lists everything that is wrong with the open page, in light and dark, wide and narrow. */
export async function audit(page) {
  const path = page.url().replace(/^https?:\/\/[^/]+/, "");
  await page.evaluate(axe);
  const found = [];
  for (const viewport of [WIDE, NARROW]) {
    await page.setViewportSize(viewport);
    if ((await overflow(page)) > 0) found.push(`${path} at ${viewport.width} px: wider than the window`);
    for (const words of await squeezed(page)) found.push(`${path} at ${viewport.width} px: squeezed: ${words}`);
    for (const [colorScheme, runOnly] of [["light", LIGHT], ["dark", DARK]]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const violations = await page.evaluate(async (runOnly) => {
        const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
        return violations.map(({ id, nodes }) => [id, nodes[0].html, nodes.length]);
      }, runOnly);
      for (const [id, html, count] of violations) {
        found.push(`${path} at ${viewport.width} px, ${colorScheme}: ${id}, ${count} times, first ${html.slice(0, 200)}`);
      }
    }
  }
  return found;
}
