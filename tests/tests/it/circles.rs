//! The modules of a crate form layers: there are no dependency cycles between modules.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree, Visibility};

/// The modules that a module depends on, each with a file that contains the dependency.
type Arrows = BTreeMap<String, BTreeMap<String, PathBuf>>;

/// The paths that one file uses, each as segments from the root of its crate.
struct Paths {
    /// The module of the file: `["plans", "rules"]`.
    here: Vec<String>,
    found: Vec<Vec<String>>,
}

impl Paths {
    fn note(&mut self, path: Vec<String>) {
        let mut base = self.here.clone();
        let mut rest = path.into_iter().peekable();
        match rest.next().as_deref() {
            Some("crate") => base.clear(),
            Some("super") => {
                base.pop();
                while rest.next_if(|next| next == "super").is_some() {
                    base.pop();
                }
            }
            _ => return,
        }
        base.extend(rest);
        self.found.push(base);
    }

    fn tree(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree),
            UseTree::Group(group) => group.items.iter().for_each(|item| self.tree(before, item)),
            UseTree::Name(name) => self.note(with(&name.ident)),
            UseTree::Rename(rename) => self.note(with(&rename.ident)),
            UseTree::Glob(_) => self.note(before.to_vec()),
        }
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|what| what == "test")
    })
}

impl<'a> Visit<'a> for Paths {
    fn visit_item_use(&mut self, item: &'a ItemUse) {
        if !is_test(&item.attrs) {
            self.tree(&[], &item.tree);
        }
    }

    fn visit_item_mod(&mut self, item: &'a ItemMod) {
        if !is_test(&item.attrs) {
            self.here.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
            self.here.pop();
        }
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        self.note(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }
}

/// The names that the root of a crate re-exports, with their module: `App` comes from `app`.
fn given_out(root: &syn::File) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let uses = root.items.iter().filter_map(|item| {
        let Item::Use(item) = item else { return None };
        (!matches!(item.vis, Visibility::Inherited)).then_some(item)
    });
    for item in uses {
        let mut paths = Paths {
            here: Vec::new(),
            found: Vec::new(),
        };
        paths.tree(&["crate".to_owned()], &item.tree);
        for path in paths.found {
            if let (Some(first), Some(last)) = (path.first(), path.last()) {
                names.insert(last.clone(), first.clone());
            }
        }
    }
    names
}

fn arrows(source: &Path) -> Arrows {
    let read = |path: &Path| syn::parse_file(&std::fs::read_to_string(path).unwrap()).unwrap();
    let again = given_out(&read(&source.join("lib.rs")));
    let mut arrows = Arrows::new();
    let mut files = Vec::new();
    super::repository::files(source, &mut files);
    for path in files
        .iter()
        .filter(|path| path.extension().is_some_and(|kind| kind == "rs"))
    {
        let within = path.strip_prefix(source).unwrap().with_extension("");
        let mut here: Vec<String> = within.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        here.pop_if(|last| last == "mod");
        // Tests may use everything, and the root of a crate uses all of its modules: both are ignored.
        if here.iter().any(|part| part == "tests") || here == ["lib"] || here == ["main"] {
            continue;
        }
        let from = here[0].clone();
        let mut paths = Paths {
            here,
            found: Vec::new(),
        };
        paths.visit_file(&read(path));
        let reached = arrows.entry(from.clone()).or_default();
        for path in paths.found {
            let Some(first) = path.first() else { continue };
            let to = again.get(first).unwrap_or(first);
            if *to != from {
                reached.entry(to.clone()).or_insert_with(|| within.clone());
            }
        }
    }
    arrows
}

/// Returns a dependency cycle through a module, if there is one.
fn circle(arrows: &Arrows) -> Option<Vec<String>> {
    fn walk<'a>(arrows: &'a Arrows, way: &mut Vec<&'a String>, done: &mut BTreeSet<&'a String>) -> Option<Vec<String>> {
        let last = *way.last()?;
        for to in arrows.get(last).into_iter().flat_map(BTreeMap::keys) {
            if let Some(at) = way.iter().position(|passed| *passed == to) {
                return Some(way[at..].iter().map(|name| (*name).clone()).collect());
            }
            if !done.contains(to) {
                way.push(to);
                if let Some(found) = walk(arrows, way, done) {
                    return Some(found);
                }
                way.pop();
            }
        }
        done.insert(last);
        None
    }
    let mut done = BTreeSet::new();
    arrows.keys().find_map(|from| walk(arrows, &mut vec![from], &mut done))
}

#[test]
fn modules_have_no_dependency_cycles() {
    for name in ["domain", "api", "web", "worker", "formats"] {
        let arrows = arrows(&super::repository::root().join(name).join("src"));
        let all: usize = arrows.values().map(BTreeMap::len).sum();
        assert!(arrows.len() >= 4 && all >= 3, "{name}: {arrows:?}");
        if let Some(circle) = circle(&arrows) {
            let next = circle.iter().cycle().skip(1);
            let arrow = |(from, to): (&String, &String)| format!("{from} -> {to} in {}", arrows[from][to].display());
            let arrows: Vec<String> = circle.iter().zip(next).map(arrow).collect();
            panic!("{name} has a dependency cycle:\n{}", arrows.join("\n"));
        }
    }
}

#[test]
fn a_dependency_cycle_is_found() {
    let arrow = |from: &str, to: &[&str]| {
        let to = to.iter().map(|to| ((*to).to_owned(), PathBuf::from("file")));
        (from.to_owned(), to.collect())
    };
    let layers = Arrows::from([arrow("a", &["b", "c"]), arrow("b", &["c"]), arrow("c", &[])]);
    assert_eq!(circle(&layers), None);
    let knot = Arrows::from([arrow("a", &["b"]), arrow("b", &["c"]), arrow("c", &["b"])]);
    assert_eq!(circle(&knot), Some(vec!["b".to_owned(), "c".to_owned()]));
}
