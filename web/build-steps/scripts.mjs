// One module per enhancement. A page loads only the modules it needs, and works without any.
import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";

export async function scripts(root, store) {
  const folder = path.join(root, "scripts");
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"));
  const { outputFiles } = await build({
    entryPoints: names.map((name) => path.join(folder, name)),
    outdir: "/",
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    write: false,
  });
  for (const file of outputFiles) store.add(path.basename(file.path), file.contents);
}
