// A co-creator endorses the plan for their organisation.
import assert from "node:assert/strict";
import { test } from "node:test";
import { says, send, silent, stage } from "../browser.mjs";

const { site, visitor, signIn } = await stage();
const cocreator = await signIn(await site.run("person", "link", "cocreator@example.org"));
const reason = "Our proposal on school buses is not in it.";

test("a co-creator endorses the plan, changes the stance, and residents see the latest one", async () => {
  const resident = await visitor();
  await resident.goto("/example/en/plan");
  await says(resident, "What organisations say of this plan", "Endorses the plan");

  const page = await visitor({ as: cocreator });
  await page.goto("/example/en/w/plan");
  await page.getByRole("link", { name: "Endorse the plan" }).click();
  await page.getByLabel("It does not endorse the plan").check();
  await page.getByLabel("Why").fill("");
  assert.equal(await send(page, "Publish it"), 422);
  assert.ok(await page.getByLabel("It does not endorse the plan").isChecked());
  await page.getByLabel("Why").fill(reason);
  assert.equal(await send(page, "Publish it"), 303);
  await says(page, "It is published under the plan.", reason);

  await resident.reload();
  await says(resident, "Does not endorse it", reason);
  await silent(resident, "Endorses the plan");
  await resident.goto("/example/en/log");
  await says(resident, "did not endorse the plan.", "by the organisation");
});

test("an administrator sets the organisation that a co-creator acts for", async () => {
  const page = await visitor({ as: await signIn(await site.run("person", "link", "admin@example.org")) });
  await page.goto("/example/en/w/people");
  await page.getByRole("link", { name: /^Organisation : Cocreator/ }).click();
  const pick = page.getByLabel("The organisation this person acts for");
  assert.notEqual(await pick.inputValue(), "");
  await pick.selectOption("");
  assert.equal(await send(page, "Save"), 303);

  const other = await visitor({ as: cocreator });
  await other.goto("/example/en/w/plan/endorse");
  await says(other, "You act for no organisation here yet.");
});
