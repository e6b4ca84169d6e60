//! Limits how many mails are sent to one recipient host at a time, so that a host that hangs cannot take all
//! slots.

use besa_domain::jobs::Lane;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Maximum slots of a lane for one host.
const SHARE: usize = 2;
/// Maximum slots of a lane for a slow host. All slow hosts together get at most half of the lane.
const SLOW_SHARE: usize = 1;
/// A host is slow if its last mail took at least this long.
pub(crate) const SLOW: Duration = Duration::from_secs(5);
/// How long a host counts as slow after its last slow mail.
const REMEMBERED: Duration = Duration::from_secs(600);

/// The hosts to which mails are being sent, and the slow hosts. Both lists stay short: a worker has few
/// slots, and each slow mail holds one of them for seconds.
#[derive(Clone, Default)]
pub(crate) struct Hosts(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    sending: HashMap<(Lane, String), usize>,
    slow: HashMap<String, Instant>,
}

impl State {
    fn is_slow(&self, host: &str) -> bool {
        self.slow.get(host).is_some_and(|since| since.elapsed() < REMEMBERED)
    }

    /// Returns the slots of a lane that all slow hosts together hold.
    fn slow_in(&self, lane: Lane) -> usize {
        let of_lane = self
            .sending
            .iter()
            .filter(|((of, host), _)| *of == lane && self.is_slow(host));
        of_lane.map(|(_, mails)| mails).sum()
    }

    fn sending(&self, lane: Lane, host: &str) -> usize {
        self.sending.get(&(lane, host.to_owned())).copied().unwrap_or_default()
    }

    fn has_room(&self, lane: Lane, host: &str, held: usize) -> bool {
        if self.is_slow(host) {
            held < SLOW_SHARE && self.slow_in(lane) < lane.slots() / 2
        } else {
            held < SHARE
        }
    }
}

/// A slot for one mail to a host. Dropping it frees the slot and updates whether the host is slow.
pub(crate) struct HostSlot {
    hosts: Hosts,
    lane: Lane,
    host: String,
    since: Instant,
}

impl Hosts {
    /// Takes a slot of a lane for a mail to a host. `None` when the host has its maximum.
    pub(crate) fn enter(&self, lane: Lane, host: &str) -> Option<HostSlot> {
        let mut state = self.state();
        if !state.has_room(lane, host, state.sending(lane, host)) {
            return None;
        }
        *state.sending.entry((lane, host.to_owned())).or_default() += 1;
        Some(HostSlot {
            hosts: self.clone(),
            lane,
            host: host.to_owned(),
            since: Instant::now(),
        })
    }

    /// Returns the hosts that can get no further mail of a lane now. `leased` has, for each slot of the lane,
    /// the hosts to which it sends; some of these may not have taken their slot yet.
    pub(crate) fn busy(&self, lane: Lane, leased: &[&str]) -> Vec<String> {
        let mut state = self.state();
        state.slow.retain(|_, since| since.elapsed() < REMEMBERED);
        let sending = state.sending.keys().filter(|(of, _)| *of == lane);
        let known = sending.map(|(_, host)| host.as_str()).chain(leased.iter().copied());
        let mut busy: Vec<String> = known
            .chain(state.slow.keys().map(String::as_str))
            .filter(|host| {
                let held = leased.iter().filter(|leased| *leased == host).count();
                !state.has_room(lane, host, held.max(state.sending(lane, host)))
            })
            .map(str::to_owned)
            .collect();
        busy.sort_unstable();
        busy.dedup();
        busy
    }

    /// Returns the slow hosts.
    pub(crate) fn slow(&self) -> Vec<String> {
        let state = self.state();
        state.slow.keys().filter(|host| state.is_slow(host)).cloned().collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for HostSlot {
    fn drop(&mut self) {
        let mut state = self.hosts.state();
        let key = (self.lane, std::mem::take(&mut self.host));
        if self.since.elapsed() >= SLOW {
            state.slow.insert(key.1.clone(), Instant::now());
        } else {
            state.slow.remove(&key.1);
        }
        if let Some(mails) = state.sending.get_mut(&key) {
            *mails -= 1;
            if *mails == 0 {
                state.sending.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes a mail look as if it took longer than [`SLOW`].
    fn hang(mut slot: HostSlot) {
        slot.since -= SLOW;
    }

    #[test]
    fn a_host_that_hangs_keeps_one_slot_of_a_lane() {
        let hosts = Hosts::default();
        let first = hosts.enter(Lane::Prompt, "slow.example").unwrap();
        let second = hosts.enter(Lane::Prompt, "slow.example").unwrap();
        assert!(hosts.enter(Lane::Prompt, "slow.example").is_none());
        assert_eq!(hosts.busy(Lane::Prompt, &[]), ["slow.example"]);
        assert!(hosts.enter(Lane::Prompt, "quick.example").is_some());
        assert!(hosts.enter(Lane::Digests, "slow.example").is_some());
        [first, second].into_iter().for_each(hang);
        let probe = hosts.enter(Lane::Prompt, "slow.example").unwrap();
        assert_eq!(hosts.busy(Lane::Prompt, &[]), ["slow.example"]);
        // A fast mail makes the host normal again.
        drop(probe);
        assert!(hosts.busy(Lane::Prompt, &[]).is_empty());
        let again = [0, 1].map(|_| hosts.enter(Lane::Prompt, "slow.example").unwrap());
        drop(again);
        assert!(hosts.0.lock().unwrap().sending.is_empty());
    }

    #[test]
    fn hosts_that_hang_share_half_of_a_lane() {
        let hosts = Hosts::default();
        let names: Vec<String> = (0..20).map(|n| format!("{n}.example")).collect();
        let slots: Vec<Option<HostSlot>> = names.iter().map(|name| hosts.enter(Lane::Prompt, name)).collect();
        slots.into_iter().flatten().for_each(hang);
        let slots: Vec<HostSlot> = names
            .iter()
            .filter_map(|name| hosts.enter(Lane::Prompt, name))
            .collect();
        assert_eq!(slots.len(), Lane::Prompt.slots() / 2);
        assert_eq!(hosts.busy(Lane::Prompt, &[]).len(), names.len());
    }
}
