// Stores the built files. Public files get a content hash in their name, and text files .br and .gz variants.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const text = new Set([".css", ".js", ".json", ".svg", ".txt"]);

export class Store {
  files = {};
  sizes = {};

  constructor(folder) {
    this.folder = folder;
    fs.mkdirSync(path.join(folder, "assets"), { recursive: true });
  }

  // Stores a public file under its logical name; returns the name with the hash.
  add(name, data) {
    const bytes = Buffer.from(data);
    const { name: stem, ext } = path.parse(name);
    const hash = crypto.createHash("sha256").update(bytes).digest("hex").slice(0, 12);
    const hashed = `${stem}.${hash}${ext}`;
    const file = path.join(this.folder, "assets", hashed);
    fs.writeFileSync(file, bytes);
    this.files[name] = hashed;
    this.sizes[name] = [bytes.length];
    if (text.has(ext)) {
      const { constants } = zlib;
      const br = zlib.brotliCompressSync(bytes, {
        params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      });
      const gz = zlib.gzipSync(bytes, { level: 9 });
      fs.writeFileSync(`${file}.br`, br);
      fs.writeFileSync(`${file}.gz`, gz);
      this.sizes[name].push(br.length, gz.length);
    }
    return hashed;
  }

  // Stores a file that only the Rust build reads.
  keep(name, data) {
    const file = path.join(this.folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, data);
    this.sizes[name] = [data.length];
  }

  // Checks the compressed size of the files that a first visit loads beside the HTML: at most `most` bytes.
  weigh(names, most) {
    const sum = names.reduce((sum, name) => sum + this.sizes[name].slice(0, 2).at(-1), 0);
    if (sum > most) throw new Error(`${names.join(" + ")} weigh ${sum} bytes, more than ${most}`);
  }

  finish(inputs) {
    const manifest = { inputs, files: this.files, sizes: this.sizes };
    fs.writeFileSync(path.join(this.folder, "manifest.json"), JSON.stringify(manifest, null, 1));
    return this.sizes;
  }
}

export function report(sizes) {
  console.log("file".padEnd(42), "raw".padStart(9), "br".padStart(8), "gz".padStart(8));
  for (const [name, [raw, br = "", gz = ""]] of Object.entries(sizes)) {
    console.log(name.padEnd(42), `${raw}`.padStart(9), `${br}`.padStart(8), `${gz}`.padStart(8));
  }
}
