//! The cities whose public revision this process knows, so that a request for a kept page needs no query.
//!
//! An entry is removed as soon as this process commits a change of its city, or hears that another process did.
//! Whatever is not heard of, such as a change by a process that dies between its commit and its message, is seen
//! after [`KnownCities::TRUST`] at the latest.

use crate::calendar::Zone;
use crate::ids::TenantId;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What this process knows of a city.
#[derive(Debug, Clone)]
pub(crate) struct KnownCity {
    pub(crate) tenant: TenantId,
    pub(crate) zone: Zone,
    pub(crate) public_revision: i64,
}

/// The cities that this process knows, by their slugs.
#[derive(Debug, Default)]
pub struct KnownCities(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    cities: HashMap<Box<str>, (KnownCity, Instant)>,
    /// Incremented by every change. What was read before a change is not added after it.
    turn: u64,
    /// Until when nothing is trusted: a change may or may not be committed later.
    doubt: Option<Instant>,
}

impl KnownCities {
    /// How long an entry is trusted after it was read.
    pub const TRUST: Duration = Duration::from_secs(1);
    /// How long a commit whose result is not known may take: the longest timeout of a statement.
    const DOUBT: Duration = Duration::from_secs(60);
    /// The maximum number of entries; they take some hundred kilobytes.
    const MAX: usize = 2_048;

    /// Returns the number of changes so far. Call it before reading what [`KnownCities::put`] adds.
    pub(crate) fn turn(&self) -> u64 {
        self.lock().turn
    }

    /// Returns what is known of a city.
    pub(crate) fn get(&self, slug: &str) -> Option<KnownCity> {
        let known = self.lock();
        let (city, until) = known.cities.get(slug)?;
        let now = Instant::now();
        (*until > now && known.doubt.is_none_or(|doubt| doubt <= now)).then(|| city.clone())
    }

    /// Adds what was read of a city, unless there was a change since `turn`.
    pub(crate) fn put(&self, slug: &str, city: KnownCity, turn: u64) {
        let (mut known, now) = (self.lock(), Instant::now());
        if known.turn != turn {
            return;
        }
        if known.cities.len() >= Self::MAX {
            known.cities.retain(|_, (_, until)| *until > now);
        }
        if known.cities.len() < Self::MAX {
            known.cities.insert(slug.into(), (city, now + Self::TRUST));
        }
    }

    /// Removes a city after a change.
    pub fn forget(&self, tenant: TenantId) {
        let mut known = self.lock();
        known.turn += 1;
        known.cities.retain(|_, (city, _)| city.tenant != tenant);
    }

    /// Removes every city: changes may have been missed.
    pub fn forget_all(&self) {
        let mut known = self.lock();
        known.turn += 1;
        known.cities.clear();
    }

    /// Begins the commit of a change. Unless [`Committing::done`] is called, because the commit failed or its
    /// future was dropped, nothing is trusted until the commit can no longer happen.
    pub(crate) fn committing(&self, tenant: TenantId) -> Committing<'_> {
        Committing {
            known: self,
            tenant,
            done: false,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The commit of a change.
#[derive(Debug)]
pub(crate) struct Committing<'k> {
    known: &'k KnownCities,
    tenant: TenantId,
    done: bool,
}

impl Committing<'_> {
    /// Removes the city: the commit succeeded.
    pub(crate) fn done(mut self) {
        self.done = true;
        self.known.forget(self.tenant);
    }
}

impl Drop for Committing<'_> {
    fn drop(&mut self) {
        if !self.done {
            self.known.forget_all();
            self.known.lock().doubt = Some(Instant::now() + KnownCities::DOUBT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Ids;

    fn city(tenant: TenantId, public_revision: i64) -> KnownCity {
        KnownCity {
            tenant,
            zone: Zone::named_or_utc("UTC"),
            public_revision,
        }
    }

    fn revision(known: &KnownCities, slug: &str) -> Option<i64> {
        known.get(slug).map(|city| city.public_revision)
    }

    #[test]
    fn a_change_removes_its_city_and_what_was_read_before_it() {
        let (ids, known) = (Ids::counted(), KnownCities::default());
        let (first, second) = (ids.next(), ids.next());
        known.put("first", city(first, 1), known.turn());
        known.put("second", city(second, 5), known.turn());
        let before = known.turn();
        known.committing(first).done();
        assert_eq!((revision(&known, "first"), revision(&known, "second")), (None, Some(5)));
        known.put("first", city(first, 1), before);
        assert_eq!(revision(&known, "first"), None);
        known.put("first", city(first, 2), known.turn());
        assert_eq!(revision(&known, "first"), Some(2));
    }

    #[test]
    fn nothing_is_trusted_after_a_commit_with_an_unknown_result() {
        let (ids, known) = (Ids::counted(), KnownCities::default());
        let tenant = ids.next();
        known.put("first", city(tenant, 1), known.turn());
        drop(known.committing(tenant));
        assert_eq!(revision(&known, "first"), None);
        known.put("first", city(tenant, 1), known.turn());
        assert_eq!(revision(&known, "first"), None);
        known.lock().doubt = Some(Instant::now());
        assert_eq!(revision(&known, "first"), Some(1));
    }

    #[test]
    fn the_number_of_entries_is_limited_and_they_expire() {
        let (ids, known) = (Ids::counted(), KnownCities::default());
        for number in 0..2 * KnownCities::MAX {
            known.put(&number.to_string(), city(ids.next(), 1), known.turn());
        }
        assert_eq!(known.lock().cities.len(), KnownCities::MAX);
        assert_eq!(revision(&known, "0"), Some(1));
        for (_, until) in known.lock().cities.values_mut() {
            *until = Instant::now();
        }
        assert_eq!(revision(&known, "0"), None);
        known.put("last", city(ids.next(), 1), known.turn());
        assert_eq!((revision(&known, "last"), known.lock().cities.len()), (Some(1), 1));
    }
}
