//! The relations between the parts of an Office Open XML file.

use super::limits::ReadError;
use super::packed::{Parts, path};
use super::xml::Node;

/// A relation from one part to another.
pub(super) struct Relation {
    pub(super) id: String,
    /// The last step of its type, which is the same in the transitional and in the strict form.
    pub(super) kind: String,
    /// The path of the other part.
    pub(super) target: String,
}

/// The maximum number of relations that one part has: each hyperlink is one.
const MAX: usize = 30_000;

/// Returns the relations of a part; of the whole file for an empty path. Links out of the file are left out.
pub(super) fn of(parts: &mut Parts<'_>, part: &str) -> Result<Vec<Relation>, ReadError> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let list = path(&format!("{folder}/x"), &format!("_rels/{name}.rels"));
    let mut relations = Vec::new();
    let Some(mut xml) = parts.xml(&list)? else {
        return Ok(relations);
    };
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == b"Relationship" => {
                let outside = tag.attribute("TargetMode").is_some_and(|mode| mode == "External");
                if !outside && relations.len() < MAX {
                    let of = tag.attribute("Type").unwrap_or_default();
                    relations.push(Relation {
                        id: tag.attribute("Id").unwrap_or_default().into_owned(),
                        kind: of.rsplit('/').next().unwrap_or_default().to_owned(),
                        target: path(part, &tag.attribute("Target").unwrap_or_default()),
                    });
                }
            }
            Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
            Node::End => return Ok(relations),
        }
    }
}

/// Returns the path of the first part of a kind.
pub(super) fn part<'r>(relations: &'r [Relation], kind: &str) -> Option<&'r str> {
    let found = relations.iter().find(|relation| relation.kind == kind)?;
    Some(&found.target)
}
