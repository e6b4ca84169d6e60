// A resident subscribes to the plan by mail, gets a digest, and unsubscribes with one click.
import assert from "node:assert/strict";
import { test } from "node:test";
import { says, send, stage } from "../browser.mjs";

const { site, visitor, signIn } = await stage();
const coordinator = await signIn(site.links.coordinator);
const email = "follower@example.org";
const news = "The register is open for searching.";
let stop;

test("a resident subscribes with only an e-mail address, and confirms with a button", async () => {
  const page = await visitor();
  await page.goto("/example/en/");
  await page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: "The plan" }).click();
  await page.getByRole("link", { name: /procurement data/ }).first().click();
  await page.getByRole("link", { name: "Follow by email" }).click();
  await page.getByLabel("Daily").check();
  await page.getByLabel("Email address").fill("follower");
  assert.equal(await send(page, "Subscribe"), 422);
  assert.equal(await page.getByLabel("Email address").inputValue(), "follower");
  assert.ok(await page.getByLabel("Daily").isChecked());
  await page.getByLabel("Email address").fill(email);
  assert.equal(await send(page, "Subscribe"), 303);
  await says(page, "Check your email");

  const mail = await site.mail(email, /^Confirm your email about the plan of Example Municipality$/);
  await page.goto(mail.text.match(/http:\S+\/subscribe\/\S+/)[0]);
  await says(page, "Example Municipality will write to you", "Daily", "2. Open budget data");
  assert.equal(await send(page, "Confirm"), 303);
  assert.match(await page.getByRole("status").innerText(), /Confirmed/);
});

test("the digest lists what changed", async () => {
  const page = await visitor({ as: coordinator });
  await page.goto("/example/en/w/commitments/2/milestones/3/update");
  await page.getByLabel("How far is it, in percent?").fill("85");
  await page.getByLabel("What was done?").fill(news);
  assert.equal(await send(page, "Save and publish"), 303);
  await site.due(email);
  const mail = await site.mail(email, /is at 85%/);
  assert.ok(mail.text.includes(news), mail.text);
  const header = (name) => mail.headers.find((one) => one.key === name)?.value;
  assert.equal(header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
  [, stop] = header("list-unsubscribe").match(/^<(\S+)>$/);
});

test("opening the unsubscribe page changes nothing; one click unsubscribes, and a second one has the same response", async () => {
  const page = await visitor();
  await page.goto(stop);
  await says(page, "Stop this email?");
  for (let click = 0; click < 2; click += 1) {
    const answer = await fetch(stop, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
      redirect: "error",
    });
    assert.equal(answer.status, 200);
  }
  await page.goto(stop);
  await says(page, "It is stopped", "It was erased.");
});
