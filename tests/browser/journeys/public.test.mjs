// Every public page, as residents see it: in three cities, in every look. /api/docs is not checked with axe,
// because it is a third-party viewer whose faults only its authors can fix.
import assert from "node:assert/strict";
import { test } from "node:test";
import { audit } from "../audit.mjs";
import { says, silent, stage } from "../browser.mjs";
import { crawl } from "../crawl.mjs";

const { site, visitor } = await stage();

test("every page that links lead to", async () => {
  const page = await visitor({ script: true });
  const begin = ["/", "/sign-in", "/example/sq/", "/example/sq/plan"];
  // A full plan with progress, one with findings of the monitoring body, and one without milestones.
  const cities = /^\/(example|buenos-aires|elbasan)\/en\/(?!w\/)/;
  const { pages, kinds, wrong } = await crawl(page, site, begin, (path) => cities.test(path), 5);
  assert.deepEqual(wrong, []);
  assert.ok(pages >= 40 && kinds >= 22, `${pages} pages of ${kinds} kinds`);
});

test("a plan without milestones does not show “0 of 0”", async () => {
  const page = await visitor();
  await page.goto("/");
  await says(page, "13 of 23 milestones complete", "No milestones yet");
  await silent(page, "0 of 0");
});

test("pages of errors, links and invitations", async () => {
  const invitation = await site.run("person", "invite", "new@example.org", "--tenant", "example", "--role", "viewer");
  const page = await visitor({ script: true });
  for (const address of ["/example/en/nothing", "/nothing", "/sign-out", site.links.operator, invitation, "/?q=nowhere"]) {
    await page.goto(address);
    assert.deepEqual(await audit(page), []);
  }
});
