// Takes the screenshots in docs/pictures, at 1280 and 390 px.
import { fileURLToPath } from "node:url";
import { start } from "./besa.mjs";
import { launch, NARROW, WIDE } from "./browser.mjs";

const folder = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));
/** For pages whose address is only known from another page: the first link of its list. */
const FIRST = "main ul.places a";
const PAGES = {
  home: "/",
  overview: "/example/en/",
  plan: "/example/en/plan",
  commitment: "/example/en/commitments/3-drinking-water",
  voices: "/example/en/voices",
  forums: "/example/en/forums",
  report: ["/example/en/reports", FIRST],
  found: ["/example/en/reports", ".by-monitoring_body a"],
  assessment: ["/example/en/assessments", FIRST],
  data: "/example/en/data",
  week: "/example/en/w/",
  update: "/example/en/w/commitments/2/milestones/3/update",
  builder: ["/example/en/w/reports", "main .todo-l a"],
  standards: "/example/en/w/standards",
  inbox: "/example/en/w/voices",
  queue: "/review/",
  compare: "/review/compare",
};

const [site, browser] = await Promise.all([start(), launch()]);
try {
  await site.idle();
  const context = await browser.newContext({ baseURL: site.url, reducedMotion: "reduce", locale: "en-GB" });
  const page = await context.newPage();
  for (const [name, address] of Object.entries(PAGES)) {
    const link = { week: site.links.coordinator, queue: site.links.reviewer }[name];
    if (link) {
      await context.clearCookies();
      await page.goto(link);
      await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(name === "week" ? "**/w/" : "**/review/");
    }
    for (const viewport of [WIDE, NARROW]) {
      await page.setViewportSize(viewport);
      const [begin, link] = [address].flat();
      await page.goto(begin);
      if (link) await page.goto(await page.locator(link).first().getAttribute("href"));
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: `${folder}${name}-${viewport.width}.png`, fullPage: true });
    }
  }
} finally {
  await browser.close();
  await site.stop();
}
