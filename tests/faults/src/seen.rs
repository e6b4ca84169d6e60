//! What clients see of a world: statuses, readiness, the first good answer.

use crate::world::{Held, World};
use crate::writes::{Answers, Kind};
use reqwest::StatusCode;
use std::time::Duration;
use tokio::time::{Instant, sleep};

impl World<'_> {
    /// Waits until a path of a port answers with a status; says how long it took.
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

    /// The status of a path at the first process; 0 when no answer comes.
    pub(crate) async fn status(&self, path: &str) -> u16 {
        let url = format!("http://127.0.0.1:{}{path}", self.besa[0].port);
        let request = self.journal.client().get(url).timeout(Duration::from_secs(10)).send();
        request.await.map_or(0, |answer| answer.status().as_u16())
    }

    /// Whether it says soon that it is not ready.
    pub(crate) async fn is_unready(&self) -> Held {
        let unready = StatusCode::SERVICE_UNAVAILABLE;
        let port = self.besa[0].port;
        let seen = self
            .until_status(port, "/readyz", unready, Duration::from_secs(5))
            .await;
        seen.map(|_| ()).ok_or_else(|| "/readyz never says 503".to_owned())
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
                "the first good answer took {:.1} s",
                began.elapsed().as_secs_f64()
            ));
        }
        Ok(())
    }

    /// Clients write for so long.
    pub(crate) async fn writes_for(&self, clients: usize, time: Duration) {
        let stream = self.journal.stream(clients);
        sleep(time).await;
        stream.stop().await;
    }

    /// Takes the answers, of which those that are no success may only have these statuses.
    pub(crate) fn answers(&mut self, allowed: &[u16]) -> Result<Answers, String> {
        let answers = self.journal.take_answers();
        let wrong = |status: &u16| !(200..300).contains(status) && !allowed.contains(status);
        let wrong: Vec<_> = answers.statuses.iter().filter(|(status, _)| wrong(status)).collect();
        if !wrong.is_empty() {
            return Err(format!("wrong answers (status, how often): {wrong:?}"));
        }
        if answers.without_retry_after > 0 {
            return Err(format!(
                "{} answers 503 without Retry-After",
                answers.without_retry_after
            ));
        }
        Ok(answers)
    }
}
