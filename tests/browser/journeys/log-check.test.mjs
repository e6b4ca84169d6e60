// A log is checked in the browser, from a disk, without us.
import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { stage } from "../browser.mjs";

const { site, visitor } = await stage();
const folder = await mkdtemp(join(tmpdir(), "besa-log-"));
after(() => rm(folder, { recursive: true }));

const log = await (await fetch(`${site.url}/example/log/entries.json`)).json();
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const raw = Buffer.from(publicKey.export({ format: "jwk" }).x, "base64url");
const id = createHash("sha256").update(raw).digest("hex").slice(0, 16);

/** A file of one signed head, as the nightly job writes it. */
function heads(sequence, head, forge = (signed) => signed) {
  const at = "2026-11-29T03:00:00Z";
  // In the order of the alphabet: that is its canonical form.
  const statement = { at, chain: "public", head, key: id, sequence, tenant: log.tenant };
  const signature = sign(null, Buffer.from(JSON.stringify(statement)), privateKey).toString("base64url");
  const keys = [{ id, algorithm: "Ed25519", public_key: raw.toString("base64url") }];
  return { keys, heads: [forge({ ...statement, signature })] };
}

/** What the page says of these files. */
async function says(page, ...files) {
  const names = await Promise.all(
    files.map(async (file, at) => {
      const name = join(folder, `${at}.json`);
      await writeFile(name, JSON.stringify(file));
      return name;
    }),
  );
  // What was said of other files is gone.
  await page.reload();
  await page.getByLabel("Files").setInputFiles(names);
  await page.locator("#said .good, #said .bad").first().waitFor();
  await page.waitForTimeout(200);
  return (await page.locator("#said li").allTextContents()).join("\n");
}

test("entries and heads are checked on our page, and on a copy of it", async () => {
  const page = await visitor({ script: true });
  await page.goto("/log/check");
  const copy = join(folder, "check.html");
  await writeFile(copy, await (await fetch(`${site.url}/log/check`)).text());
  const last = log.entries.at(-1);
  assert.ok(log.entries.length > 10);
  for (const address of ["/log/check", pathToFileURL(copy).href]) {
    await page.goto(address);
    const good = await says(page, log, heads(last.sequence, last.hash));
    assert.match(good, new RegExp(`as it was written. Number of entries: ${last.sequence}`));
    assert.match(good, /agrees with the signed head of entry/);
    const alone = await says(page, log);
    assert.match(alone, /No signed head/);
  }
});

test("what was changed, rewritten, cut off or forged is named", async () => {
  const page = await visitor({ script: true });
  await page.goto("/log/check");
  const last = log.entries.at(-1);
  const changed = structuredClone(log);
  changed.entries[4].body = "{}";
  assert.match(await says(page, changed), /First bad entry: 5/);
  const gap = structuredClone(log);
  gap.entries.splice(2, 1);
  assert.match(await says(page, gap), /First bad entry: 3/);
  assert.match(await says(page, log, heads(3, last.hash)), /was rewritten.*: 3/);
  assert.match(await says(page, log, heads(last.sequence + 1, last.hash)), /end of the log was removed/);
  const forged = heads(last.sequence, last.hash, (head) => ({ ...head, at: "2020-01-01T00:00:00Z" }));
  assert.match(await says(page, log, forged), /signature is wrong/);
});
