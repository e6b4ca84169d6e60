// A photo with a place is published without it, minutes as RTF become evidence, and the author of a hidden comment
// hears why. Nothing of what was pasted is refused.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { says, send, silent, stage } from "../browser.mjs";

const { site, visitor, signIn } = await stage();
const coordinator = await signIn(site.links.coordinator);
const email = "arta@example.org";
const words = "My neighbour at number 7 is ill since the well was closed.";

/** Adds a file as evidence. */
async function add(title, name, buffer) {
  const page = await visitor({ as: coordinator });
  await page.goto("/example/en/w/evidence/add");
  await says(page, "HEIC", "TIFF", "RTF", "ODP", "XML", "ASiC-E", "P7M", "MP3", "WAV");
  await page.getByLabel("Which milestone or commitment?").selectOption({ index: 1 });
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("I checked").check();
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  assert.equal(await send(page, "Add evidence"), 303);
  await page.goto("/example/en/w/evidence");
  return page;
}

/** Downloads a piece of evidence by its title. */
async function download(page, title) {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: title, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test("a photo with a place is published without it, and its uploader is told", async () => {
  const photo = await readFile(new URL("../../../domain/src/files/photo-with-place.jpg", import.meta.url));
  assert.ok(photo.includes("Exif"));
  const page = await add("The well in the morning", "well.jpg", photo);
  await says(page, "Place, time, device and owner were removed from this file.");
  const published = await download(page, "The well in the morning");
  assert.equal(published.name, "well.jpg");
  assert.ok(!published.bytes.includes("Exif"));
});

test("minutes as RTF become evidence, a program is refused with what would be taken", async () => {
  const rtf = Buffer.from("{\\rtf1\\ansi Minutes of the meeting}");
  const page = await add("Minutes of the first meeting", "minutes.rtf", rtf);
  const minutes = await download(page, "Minutes of the first meeting");
  assert.equal(minutes.name, "minutes.rtf");
  assert.deepEqual(minutes.bytes, rtf);

  await page.goto("/example/en/w/evidence/add");
  await page.getByLabel("Which milestone or commitment?").selectOption({ index: 1 });
  await page.getByLabel("Title").fill("A program");
  await page.getByLabel("I checked").check();
  await page.locator("input[type=file]").setInputFiles({
    name: "minutes.rtf",
    mimeType: "application/rtf",
    buffer: Buffer.from("MZ\x90\0\x03\0\0\0", "latin1"),
  });
  assert.equal(await send(page, "Add evidence"), 422);
  await says(page, "“minutes.rtf” is a kind of file that is not accepted. Save it as one of these: PDF, DOC, DOCX");
});

test("a hidden comment's author hears why, whatever was pasted into the form", async () => {
  const page = await visitor();
  await page.goto("/example/en/");
  await page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: "The plan" }).click();
  await page.getByRole("link", { name: /Drinking-water/ }).first().click();
  const place = page.url();
  await page.getByRole("link", { name: "Add a comment" }).first().click();
  await page.getByLabel("Your comment").fill(`\u202A${words}\u202C\u200B`);
  await page.getByLabel("Name to show").fill("Arta\u200B");
  await page.getByLabel("Email address").fill("Arta <mailto:arta@example.org>.");
  await page.getByLabel("I would like an answer from the municipality").check();
  assert.equal(await send(page, "Send"), 303);
  const asked = await site.mail(email, /^Confirm what you wrote/);
  await page.goto(asked.text.match(/http:\S+/g).find((address) => address.includes("/voices/confirm/")));
  await send(page, "Yes, I wrote this");
  await page.goto(place);
  await says(page, words);

  const office = await visitor({ as: coordinator });
  await office.goto("/example/en/w/voices");
  await office.getByRole("article").filter({ hasText: words }).getByRole("link", { name: /^Hide/ }).click();
  await office.getByLabel("Rule").selectOption({ label: "Personal data" });
  await office.getByLabel("Why, in words").fill("It tells of a neighbour's health.");
  assert.equal(await send(office, "Hide this"), 303);

  const hidden = await site.mail(email, /^What you wrote is not shown$/);
  for (const part of ["The rule: Personal data", "It tells of a neighbour's health.", words, "If you think that this is wrong"]) {
    assert.ok(hidden.text.includes(part), hidden.text);
  }
  await page.goto(place);
  await silent(page, words);
  // It still waits for an answer.
  await office.goto("/example/en/w/voices?shelf=waiting");
  await says(office, words);
});
