// Files that are too large, or whose content does not match their name.
import assert from "node:assert/strict";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { says, send, stage } from "../browser.mjs";

const { site, visitor, signIn } = await stage();
const session = await signIn(site.links.coordinator);
const folder = await mkdtemp(join(tmpdir(), "besa-upload-"));
test.after(() => rm(folder, { recursive: true }));

async function big(name, bytes) {
  const path = join(folder, name);
  const file = await open(path, "w");
  await file.truncate(bytes);
  await file.close();
  return path;
}

test("200 MB are refused with the limit, on import and as evidence, and nothing is stored", async () => {
  // The demo city's report is a file, too.
  await site.idle();
  const path = await big("everything.pdf", 200_000_000);
  const before = await site.files();
  for (const [address, button, limit] of [
    ["/example/en/w/import", "Check the file", 10],
    ["/example/en/w/commitments/2/milestones/3/update", "Save and publish", 20],
  ]) {
    const page = await visitor({ as: session });
    await page.goto(address);
    await page.locator("input[type=file]").setInputFiles(path);
    assert.equal(await send(page, button), 413);
    await says(page, "That is too large", `Files can be up to ${limit} MB. Nothing was saved.`, "Back to this week");
    assert.equal(await site.files(), before);
  }
});

test("a file over the limit is named in the form, which keeps the typed text", async () => {
  const page = await visitor({ as: session });
  await page.goto("/example/en/w/commitments/2/milestones/3/update");
  const before = await site.files();
  await page.getByLabel("What was done?").fill("Words that took an hour.");
  await page.locator("input[type=file]").setInputFiles(await big("minutes.pdf", 21 << 20));
  assert.equal(await send(page, "Save and publish"), 422);
  await says(page, "20 MB");
  assert.equal(await page.getByLabel("What was done?").inputValue(), "Words that took an hour.");
  assert.equal(await site.files(), before);
});

test("HTML is refused as evidence, whatever its file name", async () => {
  const before = await site.files();
  const buffer = Buffer.from("<!doctype html><html><script>alert(1)</script></html>");
  for (const name of ["page.html", "page.pdf"]) {
    const page = await visitor({ as: session });
    await page.goto("/example/en/w/evidence/add");
    await page.getByLabel("Which milestone or commitment?").selectOption({ index: 1 });
    await page.getByLabel("Title").fill("A page");
    await page.getByLabel("I checked").check();
    await page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/pdf", buffer });
    assert.equal(await send(page, "Add evidence"), 422);
    await says(page, `“${name}” is a kind of file`);
    assert.equal(await page.getByLabel("Title").inputValue(), "A page");
    await page.goto("/example/en/w/evidence");
    assert.equal(await page.getByRole("link", { name: "A page", exact: true }).count(), 0);
  }
  assert.equal(await site.files(), before);
});

test("evidence is downloaded as a file, never displayed as a page", async () => {
  const page = await visitor({ as: session });
  await page.goto("/example/en/w/evidence/add");
  await page.getByLabel("Which milestone or commitment?").selectOption({ index: 1 });
  await page.getByLabel("Title").fill("Readings of the first week");
  await page.getByLabel("I checked").check();
  const buffer = Buffer.from("day,reading\n1,clean\n");
  await page.locator("input[type=file]").setInputFiles({ name: "readings.csv", mimeType: "text/csv", buffer });
  assert.equal(await send(page, "Add evidence"), 303);
  await page.goto("/example/en/w/evidence");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Readings of the first week", exact: true }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "readings.csv");
});
