//! Digests of one city to many subscribers, beside what the mail server alone takes.

use crate::besa::Besa;
use crate::clones::uuid;
use crate::database::Owner;
use crate::lab::Lab;
use crate::report::{Board, Figure, Goal};
use crate::sink::{self, Sink};
use crate::usage;
use std::time::{Duration, Instant};
use tokio::time::sleep;

const RATE: Figure = Figure {
    number: "7",
    what: "digests",
    unit: "per s",
    beside: "the mail server alone",
    goal: Goal::RatioAtLeast(0.6),
};
const EACH: Figure = Figure {
    what: "CPU of a digest",
    unit: "ms",
    beside: "",
    goal: Goal::Shown,
    ..RATE
};

/// Subscribers.
const READERS: u32 = 2_000;
/// Connections of the measurement of the mail server alone.
const CONNECTIONS: usize = 4;
/// How long the digests may take before the rest is left out.
const LONGEST: Duration = Duration::from_secs(120);

/// Runs the case.
pub(crate) async fn run(lab: &Lab, board: &mut Board) {
    let Some(few) = lab.sites.first() else { return };
    let site = few.copy("bench_digests", &lab.work, lab.postgres.as_ref()).await;
    let owner = site.owner().await;
    subscribe(&owner).await;
    owner.close().await;

    let sink = Sink::start().await;
    let redis = lab.redis_url();
    let smtp = format!("smtp://127.0.0.1:{}", sink.port);
    let settings = [("BESA_REDIS_URL", redis.as_str()), ("BESA_SMTP_URL", &smtp)];
    let worker = Besa::start(&site, "worker", &settings).await;
    let first = wait(&sink, 1).await;
    let before = (usage::cpu(worker.id(), false) + lab.database_cpu(), sink.mails());
    let last = wait(&sink, u64::from(READERS)).await;
    let mails = f64::from(u32::try_from(sink.mails() - before.1).unwrap_or(0));
    let cpu = usage::cpu(worker.id(), false) + lab.database_cpu() - before.0;
    drop(worker);
    site.delete(lab.postgres.as_ref()).await;

    let rate = mails / (last - first).as_secs_f64();
    let size = sink.mean_size();
    let alone = sink::limit(CONNECTIONS, size, Duration::from_secs(3)).await;
    board.compare(&RATE, rate, alone);
    board.add(&EACH, cpu * 1000.0 / mails.max(1.0));
    board.remark(format!(
        "digests: {} of {READERS} arrived within {} s",
        sink.mails(),
        LONGEST.as_secs()
    ));
}

/// Waits until this number of mails has arrived, and returns when.
async fn wait(sink: &Sink, mails: u64) -> Instant {
    let began = Instant::now();
    while sink.mails() < mails && began.elapsed() < LONGEST {
        sleep(Duration::from_millis(5)).await;
    }
    assert!(sink.mails() > 0, "no digest was sent");
    Instant::now()
}

/// Adds subscribers whose digest of all public events is due, and the job that plans digests.
async fn subscribe(owner: &Owner) {
    let engine = owner.engine;
    owner.run("BEGIN").await;
    let past = engine.now(-1);
    for number in 0..READERS {
        let at = usize::try_from(number).unwrap_or(0);
        let email = format!("'reader{number}@example{}.org'", number % 50);
        let changes = [
            ("id", engine.uuid(&uuid(0x5b5c, at))),
            ("email", email.clone()),
            ("address", email),
            ("frequency", "'daily'".to_owned()),
            ("whole", "true".to_owned()),
            ("confirmed_at", past.clone()),
            ("stopped_at", "NULL".to_owned()),
            (
                "cursor",
                "(SELECT max(sequence) - 19 FROM event e WHERE e.tenant_id = t.tenant_id)".to_owned(),
            ),
            ("next_at", past.clone()),
        ];
        let rest =
            "WHERE t.email = 'reader@example.org' AND t.tenant_id = (SELECT id FROM tenant WHERE slug = 'city-1')";
        owner.copy("subscription", rest, &changes).await;
    }
    let job = [
        ("id", engine.random_uuid().to_owned()),
        ("tenant_id", "(SELECT id FROM tenant WHERE slug = 'city-1')".to_owned()),
        ("kind", "'plan_digests'".to_owned()),
        ("dedup", "'bench'".to_owned()),
        ("payload", r#"'{"kind":"plan_digests"}'"#.to_owned()),
        ("run_at", past),
    ];
    let rest = "WHERE t.id = (SELECT id FROM job WHERE lane = 'rounds' ORDER BY id LIMIT 1)";
    owner.copy("job", rest, &job).await;
    owner.run("COMMIT").await;
}
