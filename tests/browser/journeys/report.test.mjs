// The self-assessment: asked for, built by the worker, read as a page and taken as a PDF.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { says, send, stage } from "../browser.mjs";

const { site, visitor, signIn } = await stage();

test("a report is asked for, read and downloaded", async () => {
  const page = await visitor({ as: await signIn(site.links.coordinator) });
  await page.goto("/example/en/w/");
  await page.getByRole("navigation", { name: "Workspace menu" }).getByRole("link", { name: "Reports" }).click();
  await page.getByRole("link", { name: "Ask for a report" }).click();
  assert.equal(await send(page, "Build the self-assessment"), 303);

  // She looks again until it is there, as the page tells her to.
  const read = page.getByRole("link", { name: /^Read/ });
  const end = Date.now() + 60_000;
  while ((await read.count()) === 0) {
    assert.ok(Date.now() < end, "no report after a minute");
    await says(page, "Look again");
    await page.getByRole("link", { name: "Look again" }).click();
  }
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download (PDF" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /\.pdf$/);
  const { stdout } = await promisify(execFile)("pdftotext", [await download.path(), "-"]);
  const pdf = stdout.replace(/\s+/g, " ");

  await read.click();
  const html = (await page.getByRole("main").innerText()).replace(/\s+/g, " ");
  for (const words of ["Open government action plan 2025 to 2027", "Open the contracts and payments register", "23 milestones"]) {
    assert.ok(pdf.includes(words), `“${words}” is not in the PDF: ${pdf.slice(0, 3000)}`);
    assert.ok(html.includes(words), `“${words}” is not on the page: ${html.slice(0, 3000)}`);
  }
});
