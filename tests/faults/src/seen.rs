//! What clients see: statuses, readiness, and the first successful response after a fault.

use crate::world::{Held, World};
use crate::writes::{Answers, Kind};
use reqwest::StatusCode;
use std::time::Duration;
use tokio::time::{Instant, sleep};

impl World<'_> {
    /// Waits until a path answers with a status. Returns how long that took; `None` after `limit`.
    pub(crate) async fn until_status(
        &self,
        port: u16,
        path: &str,
        status: StatusCode,
        limit: Duration,
    ) -> Option<Duration> {
        let began = Instant::now();
        let url = format!("http://127.0.0.1:{port}{path}");
        while began.elapsed() < limit {
            let request = self.journal.client().get(&url).timeout(Duration::from_secs(3)).send();
            if request.await.is_ok_and(|answer| answer.status() == status) {
                return Some(began.elapsed());
            }
            sleep(Duration::from_millis(20)).await;
        }
        None
    }

    /// Returns the status of a path at the first process; 0 without a response.
    pub(crate) async fn status(&self, path: &str) -> u16 {
        let url = format!("http://127.0.0.1:{}{path}", self.besa[0].port);
        let request = self.journal.client().get(url).timeout(Duration::from_secs(10)).send();
        request.await.map_or(0, |answer| answer.status().as_u16())
    }

    /// Checks that `/readyz` of the first process answers 503 within five seconds.
    pub(crate) async fn is_unready(&self) -> Held {
        let unready = StatusCode::SERVICE_UNAVAILABLE;
        let port = self.besa[0].port;
        let seen = self
            .until_status(port, "/readyz", unready, Duration::from_secs(5))
            .await;
        seen.map(|_| ()).ok_or_else(|| "/readyz never answers 503".to_owned())
    }

    /// Measures how long it takes until a write is acknowledged again.
    pub(crate) async fn first_good(&mut self, limit: Duration) -> Held {
        let began = Instant::now();
        while !self.journal.write(Kind::Organisation).await {
            if began.elapsed() > limit {
                return Err(format!("no write was acknowledged within {} s", limit.as_secs()));
            }
            sleep(Duration::from_millis(25)).await;
        }
        self.notes.back = Some(began.elapsed());
        if began.elapsed() > limit {
            return Err(format!(
                "the first successful response took {:.1} s",
                began.elapsed().as_secs_f64()
            ));
        }
        Ok(())
    }

    /// Lets clients write for this time.
    pub(crate) async fn writes_for(&self, clients: usize, time: Duration) {
        let stream = self.journal.stream(clients);
        sleep(time).await;
        stream.stop().await;
    }

    /// Takes the responses so far. Fails if an unsuccessful one has another status than these, or if a 503
    /// has no `Retry-After`.
    pub(crate) fn answers(&mut self, allowed: &[u16]) -> Result<Answers, String> {
        let answers = self.journal.take_answers();
        let wrong = |status: &u16| !(200..300).contains(status) && !allowed.contains(status);
        let wrong: Vec<_> = answers.statuses.iter().filter(|(status, _)| wrong(status)).collect();
        if !wrong.is_empty() {
            return Err(format!("unexpected responses (status, count): {wrong:?}"));
        }
        if answers.without_retry_after > 0 {
            return Err(format!(
                "{} responses with 503 without Retry-After",
                answers.without_retry_after
            ));
        }
        Ok(answers)
    }
}
