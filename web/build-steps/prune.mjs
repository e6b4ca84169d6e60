// Removes what no page of a bundle uses from its stylesheet: selectors with a class, an attribute or an attribute
// value that its templates and its code do not contain, and custom properties that nothing reads.
import fs from "node:fs";
import path from "node:path";
import { transform } from "lightningcss";

// Attributes whose values are written in the templates and the code. Those of others can come from records.
const written = new Set(["data-color", "data-field", "data-placement", "data-position", "data-size", "data-variant", "type"]);
// Attributes that elements have without being named there.
const free = new Set(["lang", "dir", "id", "open", "hidden", "data-color-scheme"]);

/** The words in the templates, code and scripts below `folders`, except in those of `without`. */
export function words(root, folders, without) {
  const found = new Set();
  const begun = new Set();
  const read = (file) => {
    if (without.includes(path.relative(root, file))) return;
    if (fs.statSync(file).isDirectory()) {
      for (const name of fs.readdirSync(file)) read(path.join(file, name));
    } else if (/\.(html|rs|ts)$/.test(file)) {
      for (const [, word, value] of fs.readFileSync(file, "utf8").matchAll(/([\w-]+)(\{?)/g)) {
        found.add(word);
        // The beginning of a name that is completed at run time, such as `st-{{ state }}`.
        if (value && /^([a-z-]*-|[a-z]{4,})$/.test(word)) begun.add(word);
      }
    }
  };
  for (const folder of folders) read(path.join(root, folder));
  return (name) => found.has(name) || [...begun].some((start) => name.startsWith(start));
}

/** Whether an element of these pages can match the selector. */
function possible(selector, known) {
  return selector.every((part) => {
    if (part.type === "class") return known(part.name);
    if (part.type === "attribute") {
      const value = written.has(part.name) && part.operation?.operator === "equal" ? part.operation.value : undefined;
      return free.has(part.name) || (known(part.name) && (!value || known(value)));
    }
    if (part.type === "type") return !part.name.includes("-") || known(part.name);
    // Without `not`: what cannot match is always true there.
    if (part.type === "pseudo-class" && ["is", "where", "has"].includes(part.kind))
      return part.selectors.some((one) => possible(one, known));
    return true;
  });
}

const selectors = (known) => ({
  Rule: {
    style: (rule) => (rule.value.selectors.some((one) => possible(one, known)) ? undefined : []),
  },
});

const properties = (read) => ({ Declaration: { custom: (it) => (it.name.startsWith("--") && !read.has(it.name) ? [] : undefined) } });

/** Minifies `css` with `options` and removes the rules and properties that pages with these `known` words do not use. */
export function pruned(css, known, options) {
  let { code, warnings } = transform({ ...options, code: Buffer.from(css), minify: true, visitor: selectors(known) });
  for (const warning of warnings) console.warn(`${options.filename}: ${warning.message}`);
  for (let before = Infinity; code.length < before; ) {
    before = code.length;
    const read = new Set([...code.toString().matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
    ({ code } = transform({ ...options, code, minify: true, visitor: properties(read) }));
  }
  return code;
}
