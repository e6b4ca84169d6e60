//! An open loop: requests arrive at random times at a constant rate, whether earlier ones are answered or not.
//! Latency is counted from the time at which a request was to be sent, so that a queue in front of the server
//! is not left out.

use reqwest::{Client, RequestBuilder};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

/// After this a request counts as failed.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A status below 400.
    Answered,
    /// 503 with Retry-After.
    TurnedAway,
    /// Another status, no response, or 503 without Retry-After.
    Failed,
}

/// What happened to all requests. Times are in milliseconds.
#[derive(Debug, Default, Clone)]
pub(crate) struct Totals {
    /// Latencies of answered requests, ascending.
    pub(crate) answered: Vec<f64>,
    /// Latencies of requests that were turned away, ascending.
    pub(crate) turned_away: Vec<f64>,
    /// The number of failed requests.
    pub(crate) failed: usize,
}

impl Totals {
    fn add(&mut self, outcome: Outcome, milliseconds: f64) {
        match outcome {
            Outcome::Answered => self.answered.push(milliseconds),
            Outcome::TurnedAway => self.turned_away.push(milliseconds),
            Outcome::Failed => self.failed += 1,
        }
    }

    fn sort(&mut self) {
        self.answered.sort_by(f64::total_cmp);
        self.turned_away.sort_by(f64::total_cmp);
    }
}

/// Returns a percentile of ascending values; 0 without values.
pub(crate) fn percentile(ascending: &[f64], percent: usize) -> f64 {
    let rank = (ascending.len() * percent).div_ceil(100);
    ascending.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}

/// Builds the request with this number.
pub(crate) type Make = Arc<dyn Fn(&Client, usize) -> RequestBuilder + Send + Sync>;

/// Clients with addresses of their own, because a server limits the connections of each address.
pub(crate) fn clients() -> Vec<Client> {
    let client = |last| {
        let builder = Client::builder()
            .timeout(PATIENCE)
            .local_address(std::net::IpAddr::from([127, 0, 1, last]));
        builder.redirect(reqwest::redirect::Policy::none()).build().unwrap()
    };
    (1..=8).map(client).collect()
}

async fn exchange(request: RequestBuilder) -> Outcome {
    let Ok(answer) = request.send().await else {
        return Outcome::Failed;
    };
    let status = answer.status().as_u16();
    let again = answer.headers().contains_key("retry-after");
    match (answer.bytes().await, status) {
        (Ok(_), ..400) => Outcome::Answered,
        (Ok(_), 503) if again => Outcome::TurnedAway,
        _ => Outcome::Failed,
    }
}

/// Sends requests at a rate per second, with random pauses (a Poisson process).
pub(crate) async fn run(make: &Make, rate: f64, during: Duration) -> Totals {
    let clients = clients();
    let (sender, mut outcomes) = mpsc::unbounded_channel();
    let began = Instant::now();
    let mut at = began;
    let mut number = 0;
    while at < began + during {
        at += Duration::from_secs_f64(-(1.0 - fastrand::f64()).ln() / rate);
        sleep_until(at).await;
        let request = make(&clients[number % clients.len()], number);
        let sender = sender.clone();
        tokio::spawn(async move {
            let outcome = exchange(request).await;
            sender.send((outcome, at.elapsed().as_secs_f64() * 1000.0)).unwrap();
        });
        number += 1;
    }
    drop(sender);
    let mut totals = Totals::default();
    while let Some((outcome, milliseconds)) = outcomes.recv().await {
        totals.add(outcome, milliseconds);
    }
    totals.sort();
    totals
}

/// Returns how many requests per second are answered when this number of clients each send one after another.
pub(crate) async fn capacity(make: &Make, senders: usize, during: Duration) -> f64 {
    let clients = clients();
    let numbers = Arc::new(AtomicU64::new(1 << 20));
    let answered = Arc::new(AtomicU64::new(0));
    let began = Instant::now();
    let tasks: Vec<_> = (0..senders)
        .map(|at| {
            let client = clients[at % clients.len()].clone();
            let (make, numbers, answered) = (make.clone(), numbers.clone(), answered.clone());
            tokio::spawn(async move {
                while began.elapsed() < during {
                    let number = numbers.fetch_add(1, Ordering::Relaxed);
                    let request = make(&client, usize::try_from(number).unwrap_or(0));
                    if exchange(request).await == Outcome::Answered {
                        answered.fetch_add(1, Ordering::Relaxed);
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let answered = u32::try_from(answered.load(Ordering::Relaxed)).unwrap_or(u32::MAX);
    f64::from(answered) / began.elapsed().as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::percentile;

    #[test]
    fn a_percentile_is_a_value_that_occurred() {
        let values: Vec<f64> = (1..=200).map(f64::from).collect();
        assert!((percentile(&values, 50) - 100.0).abs() < f64::EPSILON);
        assert!((percentile(&values, 99) - 198.0).abs() < f64::EPSILON);
        assert!(percentile(&[], 99).abs() < f64::EPSILON);
    }
}
