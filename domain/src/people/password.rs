//! Hashes passwords with argon2id, on threads of its own.

use crate::error::{Error, FieldError, Result, code};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use tokio::sync::oneshot;

/// The minimum number of characters of a password.
pub(super) const SHORTEST: usize = 12;
/// The maximum number of characters, so that hashing cannot be made slow.
pub(super) const LONGEST: usize = 200;

/// A well-formed hash that no password matches. Checking against it takes as long as checking against a
/// real one, so the time does not reveal who has an account.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keS1ub2JvZHk$RGZPXiF5cPp1W0Gv0Q4R1TZ8Cr3xkQXRk1xJ2g0vW6s";

/// Hashes a password.
///
/// # Errors
/// `password` / `too_short`, `too_long` or `weak_password`.
pub(crate) async fn hash(password: &str) -> Result<String> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Error::Invalid(vec![FieldError::limited(
            "password",
            code::TOO_SHORT,
            12,
        )]));
    }
    if length > LONGEST {
        return Err(Error::Invalid(vec![FieldError::limited(
            "password",
            code::TOO_LONG,
            200,
        )]));
    }
    let mut characters: Vec<char> = password.chars().collect();
    characters.sort_unstable();
    characters.dedup();
    if characters.len() < 5 {
        return Err(Error::field("password", code::WEAK_PASSWORD));
    }
    let password = password.to_owned();
    let hashed = apart(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
    })
    .await?;
    hashed.map_err(|error| Error::internal(error.to_string()))
}

/// Returns whether a password matches a hash. Without a hash: `false`, after the same time.
pub(crate) async fn matches(password: &str, hash: Option<&str>) -> Result<bool> {
    let known = hash.is_some();
    let hash = hash.unwrap_or(NOBODY).to_owned();
    let password: String = password.chars().take(LONGEST + 1).collect();
    let fits = apart(move || {
        PasswordHash::new(&hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await?;
    Ok(known && fits)
}

/// How many passwords are hashed at the same time; the others wait.
const THREADS: usize = 2;

type Work = Box<dyn FnOnce() + Send>;

/// The queue of the hashing threads. Hashing takes 19 MB, which the allocator keeps for each thread
/// that ever hashed: on tokio's blocking threads a few attempts would take hundreds of megabytes
/// permanently.
static QUEUE: LazyLock<Sender<Work>> = LazyLock::new(|| {
    let (queue, waiting) = channel();
    let waiting = Arc::new(Mutex::new(waiting));
    for _ in 0..THREADS {
        let waiting = Arc::clone(&waiting);
        std::thread::spawn(move || work(&waiting));
    }
    queue
});

fn work(waiting: &Mutex<Receiver<Work>>) {
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(next) = next else { return };
        if catch_unwind(AssertUnwindSafe(next)).is_err() {
            tracing::error!("password hashing panicked");
        }
    }
}

/// Runs `work` on one of the hashing threads.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let (answer, done) = oneshot::channel();
    let work: Work = Box::new(move || {
        // The caller may have gone meanwhile.
        drop(answer.send(work()));
    });
    QUEUE.send(work).map_err(|gone| Error::internal(gone.to_string()))?;
    done.await.map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_same_password_matches() {
        let hash = hash("a long enough phrase").await.unwrap();
        assert!(matches("a long enough phrase", Some(&hash)).await.unwrap());
        assert!(!matches("a long enough phrasE", Some(&hash)).await.unwrap());
        assert!(!matches("a long enough phrase", None).await.unwrap());
        assert!(
            PasswordHash::new(NOBODY).is_ok(),
            "checking against NOBODY must take as long as checking against a real hash"
        );
    }

    #[tokio::test]
    async fn short_and_dull_passwords_are_refused() {
        for password in ["short", "aaaaaaaaaaaaaaa"] {
            assert!(
                matches!(super::hash(password).await, Err(Error::Invalid(_))),
                "{password}"
            );
        }
    }
}
