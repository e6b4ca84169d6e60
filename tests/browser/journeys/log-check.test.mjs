// A log is checked in the browser, offline, from a saved page.
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

/** Builds a file with one signed head, like the nightly job. */
function heads(sequence, head, forge = (signed) => signed) {
  const at = "2026-11-29T03:00:00Z";
  // Keys in alphabetical order, which is the canonical form.
  const statement = { at, chain: "public", head, key: id, sequence, tenant: log.tenant };
  const signature = sign(null, Buffer.from(JSON.stringify(statement)), privateKey).toString("base64url");
  const keys = [{ id, algorithm: "Ed25519", public_key: raw.toString("base64url") }];
  return { keys, heads: [forge({ ...statement, signature })] };
}

/** Returns the page's results for these files. */
async function says(page, ...files) {
  const names = await Promise.all(
    files.map(async (file, at) => {
      const name = join(folder, `${at}.json`);
      await writeFile(name, JSON.stringify(file));
      return name;
    }),
  );
  // Removes the results of other files.
  await page.reload();
  await page.getByLabel("Files").setInputFiles(names);
  await page.locator('#findings[aria-busy="false"]').waitFor();
  return (await page.locator("#findings li").allTextContents()).join("\n");
}

test("entries and heads are checked on Besa's page, and on a saved copy of it", async () => {
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

test("what was changed, rewritten, cut off or forged is reported", async () => {
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
