//! Finds the city's organisations again when a file is imported, and those that are like one of them.

use super::alike::Origins;
use super::decisions::Decisions;
use super::notes::{Code, Note};
use crate::fold::even;
use crate::ids::OrganisationId;
use crate::stakeholders::{FormerName, Organisation, alike};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An organisation of a file that is like one of the city: with and without accents, with and without its
/// legal form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlikeOrganisation {
    /// Its key among the decisions.
    pub key: String,
    /// Its name in the file.
    pub name: String,
    /// The name of the other one.
    pub other: String,
    /// Whether they are taken to be the same.
    pub same: bool,
}

/// The organisations of a city, and those that a file adds.
#[derive(Debug, Default)]
pub(super) struct Organisations {
    by_name: BTreeMap<String, OrganisationId>,
    /// By what is left of the name without accents and legal forms.
    by_core: BTreeMap<String, (OrganisationId, String)>,
    counted: BTreeSet<String>,
    alike: BTreeMap<String, AlikeOrganisation>,
}

impl Organisations {
    /// Begins with the city's organisations, by current name, by name at import and by the names that they had
    /// before a merger.
    pub(super) fn of(stored: &[Organisation], former: &[FormerName], origins: &Origins) -> Self {
        let mut all = Self::default();
        for known in former {
            all.by_name.insert(even(&known.name), known.organisation_id);
        }
        for known in stored {
            if let Some(name) = origins.said(known.id) {
                all.by_name.insert(even(name), known.id);
            }
        }
        for known in stored {
            all.by_name.insert(even(&known.name), known.id);
            let core = alike(&known.name);
            all.by_core.entry(core).or_insert((known.id, known.name.clone()));
        }
        all
    }

    /// Returns the organisation of this name, or the one that it is like if a person said that they are the
    /// same.
    pub(super) fn known(&mut self, name: &str, decisions: &Decisions) -> Option<OrganisationId> {
        let evened = even(name);
        if let Some(id) = self.by_name.get(&evened) {
            return Some(*id);
        }
        let (id, other) = self.by_core.get(&alike(name))?;
        let key = format!("organisation/{evened}");
        let same = decisions.same.get(&key).copied().unwrap_or(false);
        let alike = AlikeOrganisation {
            key: key.clone(),
            name: name.to_owned(),
            other: other.clone(),
            same,
        };
        let id = *id;
        self.alike.insert(key, alike);
        same.then_some(id)
    }

    /// Gives an organisation another name, by which a file calls it.
    pub(super) fn call(&mut self, name: &str, id: OrganisationId) {
        self.by_name.entry(even(name)).or_insert(id);
    }

    /// Counts a name. Returns whether it was not counted yet.
    pub(super) fn counts(&mut self, name: &str) -> bool {
        self.counted.insert(even(name))
    }

    /// Adds a new organisation. Returns a note when it is like another one.
    pub(super) fn add(&mut self, made: &Organisation, cell: &str) -> Option<Note> {
        self.by_name.insert(even(&made.name), made.id);
        let (id, other) = self
            .by_core
            .entry(alike(&made.name))
            .or_insert((made.id, made.name.clone()));
        (*id != made.id).then(|| {
            Note::new(Code::OrganisationAlike, cell, &made.name)
                .on("name")
                .using(other.as_str())
        })
    }

    /// Returns the organisations that are like another one.
    pub(super) fn take_alike(&mut self) -> Vec<AlikeOrganisation> {
        std::mem::take(&mut self.alike).into_values().collect()
    }
}
