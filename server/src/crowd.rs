//! Counts the slots that each client network holds, so that one network cannot take them all.

use besa_domain::tries::Network;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The slots that are taken, by network. A network without a slot has no entry.
#[derive(Clone, Debug, Default)]
pub(crate) struct Crowd(Arc<Mutex<HashMap<Network, usize>>>);

impl Crowd {
    /// Takes one slot for a network. `None` when it holds `most` already.
    pub(crate) fn enter(&self, network: Network, most: usize) -> Option<Place> {
        self.enter_with(network, 1, most)
    }

    /// Takes `places` slots for a network. `None` when it would then hold more than `most`; a network that
    /// holds none always gets them, so that something larger than `most` can be served too.
    pub(crate) fn enter_with(&self, network: Network, places: usize, most: usize) -> Option<Place> {
        let mut taken = self.taken();
        let count = taken.get(&network).copied().unwrap_or_default();
        (count == 0 || count + places <= most).then(|| {
            taken.insert(network, count + places);
            Place {
                crowd: self.clone(),
                network,
                places,
            }
        })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<Network, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Slots that are taken. Dropping it frees them.
#[derive(Debug)]
pub(crate) struct Place {
    crowd: Crowd,
    network: Network,
    places: usize,
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Entry::Occupied(mut taken) = self.crowd.taken().entry(self.network) {
            *taken.get_mut() -= self.places;
            if *taken.get() == 0 {
                taken.remove();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::IpAddr;

    #[test]
    fn a_network_has_so_many_places_and_gives_them_back() {
        let network = |address: &str| Network::from(address.parse::<IpAddr>().unwrap());
        let (crowd, one, other) = (Crowd::default(), "2001:db8::1", "2001:db8:0:1::1");
        let first = crowd.enter(network(one), 2).unwrap();
        let second = crowd.enter(network("2001:db8::2"), 2).unwrap();
        assert!(crowd.enter(network(one), 2).is_none());
        assert!(crowd.enter(network(other), 2).is_some());
        drop(first);
        let third = crowd.enter(network(one), 2).unwrap();
        drop((second, third));
        assert!(crowd.taken().is_empty());
        let alone = crowd.enter_with(network(one), 9, 8).unwrap();
        assert!(crowd.enter(network(one), 8).is_none());
        drop(alone);
        assert!(crowd.taken().is_empty());
    }
}
