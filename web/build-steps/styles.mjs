// Two bundles: public pages, and the workspace on top of them.
import fs from "node:fs";
import path from "node:path";
import { components, theme } from "./library.mjs";
import { pruned, words } from "./prune.mjs";

const shared = {
  library: [
    "base", "button", "link", "field", "fieldset", "input", "label", "validation-message", "error-summary",
    "details", "table",
  ],
  own: ["platform", "tokens", "base", "shell", "wall", "status", "home", "plan", "commitment", "forms", "pages"],
};
const bundles = {
  "public.css": {
    library: [],
    own: [],
    without: ["src/workspace", "templates/workspace", "templates/review"],
  },
  "workspace.css": {
    without: [],
    library: ["file-upload", "alert", "tag", "tabs", "pagination", "dialog", "search"],
    own: ["workspace", "desk", "compare", "sheet"],
  },
};
// The first versions that support cascade layers, :has() and nesting, which our stylesheets use.
const targets = { chrome: 111 << 16, firefox: 121 << 16, safari: (16 << 16) | (4 << 8) };

// Physical properties are wrong in right-to-left pages; use logical ones.
const physical = /\b(?:(?:margin|padding|border)-(?:left|right)|(?:left|right)\s*:|text-align:\s*(?:left|right)|float:)/;

export function styles(root, store) {
  const own = (name) => {
    const css = fs.readFileSync(path.join(root, "styles", `${name}.css`), "utf8");
    const found = css.match(physical);
    if (found) throw new Error(`styles/${name}.css: ${found[0]} does not mirror`);
    return css;
  };
  for (const [filename, more] of Object.entries(bundles)) {
    const source = [
      "@layer ds.theme,ds.base,ds.components,app;",
      store.faces,
      theme(root),
      components(root, [...shared.library, ...more.library]),
      ...[...shared.own, ...more.own, "print"].map(own),
    ].join("\n");
    const known = words(root, ["templates", "src", "scripts", "../formats/src", "../formats/templates"], more.without);
    const code = pruned(source, known, { filename, errorRecovery: true, targets });
    store.add(filename, code);
  }
}
