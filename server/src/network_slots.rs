//! Counts the slots that each client network holds, so that one network cannot take them all.

use besa_domain::tries::Network;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The slots that are taken, by network. A network without a slot has no entry.
#[derive(Clone, Debug, Default)]
pub(crate) struct NetworkSlots(Arc<Mutex<HashMap<Network, usize>>>);

impl NetworkSlots {
    /// Reserves one slot, such as a connection, for a client network. `None` when the network has `most` already.
    pub(crate) fn take(&self, network: Network, most: usize) -> Option<Slots> {
        self.take_many(network, 1, most)
    }

    /// Reserves `wanted` slots for a client network. `None` when it would then hold more than `most`; a network that
    /// holds none always gets them, so that something larger than `most` can be served too.
    pub(crate) fn take_many(&self, network: Network, wanted: usize, most: usize) -> Option<Slots> {
        let mut taken = self.taken();
        let held = taken.get(&network).copied().unwrap_or_default();
        (held == 0 || held + wanted <= most).then(|| {
            taken.insert(network, held + wanted);
            Slots {
                slots: self.clone(),
                network,
                count: wanted,
            }
        })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<Network, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Slots that are taken. Dropping it frees them.
#[derive(Debug)]
pub(crate) struct Slots {
    slots: NetworkSlots,
    network: Network,
    count: usize,
}

impl Drop for Slots {
    fn drop(&mut self) {
        if let Entry::Occupied(mut taken) = self.slots.taken().entry(self.network) {
            *taken.get_mut() -= self.count;
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
        let (slots, one, other) = (NetworkSlots::default(), "2001:db8::1", "2001:db8:0:1::1");
        let first = slots.take(network(one), 2).unwrap();
        let second = slots.take(network("2001:db8::2"), 2).unwrap();
        assert!(slots.take(network(one), 2).is_none());
        assert!(slots.take(network(other), 2).is_some());
        drop(first);
        let third = slots.take(network(one), 2).unwrap();
        drop((second, third));
        assert!(slots.taken().is_empty());
        let alone = slots.take_many(network(one), 9, 8).unwrap();
        assert!(slots.take(network(one), 8).is_none());
        drop(alone);
        assert!(slots.taken().is_empty());
    }
}
