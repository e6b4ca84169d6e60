// Follows links, and returns what is wrong with the pages that they lead to.
import { audit, overflow } from "./audit.mjs";
import { NARROW } from "./browser.mjs";

/** Responses that a browser downloads instead of displaying. */
const DOWNLOAD = /\/(file|workbook|pdf|docx|html|xlsx|csv)$|\.(ics|csv|json|jsonld|ttl|atom|zip)$/;

/** Returns the kind of a page: its path without names and numbers, and its query parameters. */
function kindOf({ pathname, searchParams }) {
  return `${pathname.replace(/(?<=.)\/[^/]*\d[^/]*/g, "/*")}?${[...searchParams.keys()]}`;
}

/**
 * Starts at paths of `site` and follows links that are `within`, up to `most` pages of each kind. Calls
 * `look` for each open page with its address, its status, and the number of pages of its kind before it.
 */
export async function walk(page, site, begin, within, most, look) {
  const waiting = begin.map((path) => site.url + path);
  const [seen, kinds] = [new Set(), new Map()];
  for (let address = waiting.shift(); address; address = waiting.shift()) {
    const kind = kindOf(new URL(address));
    const opened = kinds.get(kind) ?? 0;
    if (seen.has(address) || opened === most) continue;
    seen.add(address);
    kinds.set(kind, opened + 1);
    const status = (await page.goto(address)).status();
    const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => link.href.split("#")[0]));
    const ours = links.filter((link) => link.startsWith(`${site.url}/`) && !DOWNLOAD.test(new URL(link).pathname));
    waiting.push(...ours.filter((link) => within(link.slice(site.url.length))));
    await look(address, status, opened);
  }
  return { pages: seen.size, kinds: kinds.size };
}

/** Crawls at 390 px, and audits the first page of each kind in every look. */
export async function crawl(page, site, begin, within, most) {
  const wrong = [];
  const walked = await walk(page, site, begin, within, most, async (address, status, opened) => {
    if (status !== 200) wrong.push(`${address}: ${status}`);
    if (opened > 0) {
      if ((await overflow(page)) > 0) wrong.push(`${address}: wider than a telephone`);
    } else {
      wrong.push(...(await audit(page)));
      await page.setViewportSize(NARROW);
    }
  });
  return { ...walked, wrong };
}
