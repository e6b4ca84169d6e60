// The self-assessment: sections are written, it is opened for comment, made final, and downloaded.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { says, send, silent, stage } from "../browser.mjs";

const { site, visitor, signIn } = await stage();
const coordinator = await signIn(site.links.coordinator);
const email = "reader@example.org";
const words = "Say which villages were not reached.";
const answer = "Agreed. Two villages are named now.";
const lesson = "Begin with the village that is farthest away.";
let work;
let place;

const link = (mail, part) => mail.text.match(/http:\S+/g).find((address) => address.includes(part));

test("the coordinator writes the sections and asks the public", async () => {
  const page = await visitor({ as: coordinator });
  await page.goto("/example/en/w/");
  await page.getByRole("navigation", { name: "Workspace menu" }).getByRole("link", { name: "Reports" }).click();
  await page.getByRole("link", { name: "Begin a report" }).click();
  assert.equal(await send(page, "Begin the self-assessment"), 303);
  work = page.url();
  await says(page, "Nobody outside the team sees the draft.", "To be written");
  await page.getByRole("link", { name: "Introduction and background", exact: true }).first().click();
  await says(page, "Nothing of it is in the report until you save.");
  // Saving a section leads to the next one.
  for (const text of ["How it began.", "- three meetings\n- one survey", "The forum met."]) {
    await page.getByRole("textbox").fill(text);
    assert.equal(await send(page, "Save and continue"), 303);
  }
  await page.goto(`${work}/edit/recommendations`);
  await page.getByRole("textbox").fill("None was made yet.");
  assert.equal(await send(page, "Save and continue"), 303);
  await page.goto(`${work}/edit/next`);
  await page.getByRole("textbox").fill("The next plan.");
  assert.equal(await send(page, "Save"), 303);
  await says(page, "three meetings", "The next plan.");
  await page.getByLabel("Year").fill("2020");
  assert.equal(await send(page, "Open the consultation"), 422);
  await says(page, "at least 14 days");
  const soon = new Date(Date.now() + 20 * 86_400_000);
  await page.getByLabel("Day").fill(String(soon.getDate()));
  await page.getByLabel("Month").fill(String(soon.getMonth() + 1));
  await page.getByLabel("Year").fill(String(soon.getFullYear()));
  assert.equal(await send(page, "Open the consultation"), 303);
  await says(page, "The draft is public now.", "stays as it is until the consultation closes");
  await page.getByRole("link", { name: "Read it in public" }).click();
  place = page.url();
});

test("a resident reads the draft and comments by e-mail", async () => {
  const page = await visitor();
  await page.goto("/example/en/");
  await page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: "Reports" }).click();
  await says(page, "Written by the municipality", "Open for comment until");
  await page.goto(place);
  await says(page, "Consultation draft", "three meetings");
  await page.getByRole("link", { name: "Add a comment" }).click();
  await page.getByLabel("Your comment").fill(words);
  await page.getByLabel("Name to show").fill("A reader");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("I would like an answer from the municipality").check();
  assert.equal(await send(page, "Send"), 303);
  await page.goto(place);
  await silent(page, words);
  await page.goto(link(await site.mail(email, /^Confirm what you wrote/), "/voices/confirm/"));
  await send(page, "Yes, I wrote this");
  await page.goto(place);
  await says(page, words, "A reader");
});

test("the coordinator responds, and makes the report final when the consultation is over", async () => {
  const page = await visitor({ as: coordinator });
  await page.goto("/example/en/w/voices");
  const one = page.getByRole("article").filter({ hasText: words });
  await one.getByRole("link", { name: /^Answer/ }).click();
  await page.getByLabel("Accepted", { exact: true }).check();
  await page.getByLabel("Reasons").fill(answer);
  assert.equal(await send(page, "Publish the answer"), 303);

  await site.over();
  await page.goto(work);
  assert.equal(await send(page, "Make the report final"), 422);
  // Missing sections are listed, with links.
  await page.getByRole("alert").getByRole("link", { name: /lessons learned/ }).click();
  await page.goto(`${work}/edit/lessons`);
  await page.getByRole("textbox").fill(lesson);
  assert.equal(await send(page, "Save and continue"), 303);
  await page.goto(work);
  assert.equal(await send(page, "Make the report final"), 303);
  await says(page, "The report is final.");
});

test("a resident downloads the report", async () => {
  const page = await visitor();
  const docx = page.getByRole("link", { name: /DOCX/ });
  const end = Date.now() + 60_000;
  do {
    assert.ok(Date.now() < end, "no files after a minute");
    await page.goto(place);
  } while ((await docx.count()) === 0);
  await says(page, "Final version", words, answer, lesson);
  const [download] = await Promise.all([page.waitForEvent("download"), docx.click()]);
  assert.match(download.suggestedFilename(), /^example-.*-self-assessment-en\.docx$/);
  const unzip = promisify(execFile)("unzip", ["-p", await download.path(), "word/document.xml"], { maxBuffer: 1e8 });
  const text = (await unzip).stdout.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  for (const expected of [words, answer, lesson, "23 milestones", "Open the contracts and payments register"]) {
    assert.ok(text.includes(expected), `“${expected}” is not in the DOCX: ${text.slice(0, 3000)}`);
  }
});
