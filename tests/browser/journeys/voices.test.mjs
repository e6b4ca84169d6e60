// A resident comments with only an e-mail address, the city responds, and both are public.
import assert from "node:assert/strict";
import { test } from "node:test";
import { says, send, silent, stage } from "../browser.mjs";

const { site, visitor, signIn } = await stage();
const coordinator = await signIn(site.links.coordinator);
const email = "reader@example.org";
const words = "The results of the school well are missing.";
const reasons = "Agreed. The school well was left out of the first round of samples.";
let place;

/** Returns the first link in a mail that contains this text. */
const link = (mail, part) => mail.text.match(/http:\S+/g).find((address) => address.includes(part));

test("a resident comments with only an e-mail address, and the comment is shown after the confirmation", async () => {
  const page = await visitor();
  await page.goto("/example/en/");
  await page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: "The plan" }).click();
  await page.getByRole("link", { name: /Drinking-water/ }).first().click();
  place = page.url();
  await page.getByRole("link", { name: "Add a comment" }).first().click();
  await page.getByLabel("Email address").fill("reader");
  assert.equal(await send(page, "Send"), 422);
  assert.equal(await page.getByLabel("Email address").inputValue(), "reader");
  await page.getByLabel("Your comment").fill(words);
  await page.getByLabel("Name to show").fill("A reader");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("I would like an answer from the municipality").check();
  assert.equal(await send(page, "Send"), 303);
  await says(page, "Check your mail");
  await page.goto(place);
  await silent(page, words);

  await page.goto(link(await site.mail(email, /^Confirm what you wrote/), "/voices/confirm/"));
  await says(page, "Did you write this?", words);
  await send(page, "Yes, I wrote this");
  await says(page, "Thank you, we have it");
  const receipt = await site.mail(email, /^We have what you wrote: answer by/);
  assert.ok(receipt.text.includes(words), receipt.text);
  await page.goto(place);
  await says(page, words, "A reader", "Answer due");
});

test("the coordinator responds, and the resident and everybody else see it", async () => {
  const page = await visitor({ as: coordinator });
  await page.goto("/example/en/w/");
  await page.getByRole("link", { name: /wait.? for an answer/ }).first().click();
  const one = page.getByRole("article").filter({ hasText: words });
  await one.getByRole("link", { name: /^Answer/ }).click();
  await page.getByLabel("Partly accepted").check();
  assert.equal(await send(page, "Publish the answer"), 422);
  assert.ok(await page.getByLabel("Partly accepted").isChecked());
  await page.getByLabel("Reasons").fill(reasons);
  await page.getByLabel("What changed").fill("The well is in the second round.");
  assert.equal(await send(page, "Publish the answer"), 303);
  await says(page, "The answer is published.");

  const answer = await site.mail(email, /^The answer to what you wrote: Partly accepted$/);
  assert.ok(answer.text.includes(reasons), answer.text);
  const resident = await visitor();
  await resident.goto(place);
  await says(resident, words, "Partly accepted", reasons, "The well is in the second round.");
  await resident.goto(link(answer, "/voices/"));
  await says(resident, words, reasons);
});
