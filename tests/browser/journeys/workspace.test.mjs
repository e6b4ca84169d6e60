// Every page of the workspace, for a coordinator and an administrator, in every look.
import assert from "node:assert/strict";
import { test } from "node:test";
import { audit } from "../audit.mjs";
import { NARROW, send, stage } from "../browser.mjs";
import { crawl } from "../crawl.mjs";

const { site, visitor, signIn } = await stage();
const W = "/example/en/w/";
const coordinator = await signIn(site.links.coordinator);

test("every page that links of a coordinator lead to", async () => {
  const page = await visitor({ script: true, as: coordinator });
  const { pages, kinds, wrong } = await crawl(page, site, [W], (path) => path.startsWith(W), 2);
  assert.deepEqual(wrong, []);
  assert.ok(pages >= 40 && kinds >= 27, `${pages} pages of ${kinds} kinds`);
});

test("every additional page of an administrator", async () => {
  const page = await visitor({ script: true });
  await page.goto(await site.run("person", "invite", "admin@example.org", "--tenant", "example", "--role", "admin"));
  await page.getByLabel("Name").fill("Administrator");
  await page.getByLabel(/password/i).fill("a long password of four words");
  await send(page, "Accept the invitation");
  const own = /^\/example\/en\/w\/(people|settings)/;
  const { kinds, wrong } = await crawl(page, site, [`${W}people`, `${W}settings`], (path) => own.test(path), 1);
  assert.deepEqual(wrong, []);
  assert.ok(kinds >= 4, `${kinds} kinds`);
});

/** Submits a form and audits the page of the response. */
async function answered(page, button, status) {
  await page.setViewportSize(NARROW);
  assert.equal(await send(page, button), status);
  assert.deepEqual(await audit(page), []);
}

test("pages after a form", async () => {
  const page = await visitor({ script: true, as: coordinator });
  await page.goto(`${W}commitments/new`);
  await answered(page, "Save", 422);
  await page.goto(`${W}evidence/add`);
  await answered(page, "Add evidence", 422);
  await page.goto(`${W}reports/new`);
  await answered(page, "Begin the self-assessment", 303);

  const file = (text) => ({ name: "plan.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.goto(`${W}import`);
  await page.locator("input[type=file]").setInputFiles(file("plan_title,commitment_title\n"));
  await answered(page, "Check the file", 422);
  await page.locator("input[type=file]").setInputFiles(file("plan_title\nA plan\n"));
  await answered(page, "Check the file", 303); // a person can say which column holds the commitments
  await page.getByRole("link", { name: /^Columns/ }).click();
  assert.deepEqual(await audit(page), []);
  await page.goto(`${W}import`);
  const row = "A plan of 2031 to 2033,A promise,A step,some day in spring";
  await page.locator("input[type=file]").setInputFiles(file(`plan_title,commitment_title,milestone_title,milestone_end\n${row}\n`));
  await answered(page, "Check the file", 303);

  const other = await visitor({ as: coordinator });
  for (const one of [page, other]) await one.goto(`${W}commitments/4/edit`);
  await other.getByLabel("Problem", { exact: true }).fill("Nobody sees when waste is collected.");
  await send(other, "Save");
  await page.getByLabel("Problem", { exact: true }).fill("Waste is left for days.");
  await answered(page, "Save", 409);
});

test("a report that is being written", async () => {
  const page = await visitor({ script: true, as: coordinator });
  await page.goto(`${W}reports`);
  await page.getByRole("link", { name: /^Read/ }).first().click();
  assert.deepEqual(await audit(page), []);
  await page.getByRole("link", { name: "Introduction and background", exact: true }).first().click();
  assert.deepEqual(await audit(page), []);
});
