//! Sends digests to a mail server in another process and prints how fast: `cargo run -p besa-tests --example
//! digests -- 5000`. The same server is measured alone first, because only the ratio of the two counts.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark panics on anything unexpected")]

use besa_tests::TestApp;
use besa_worker::{Mailer, Sender};
use std::io::{BufRead as _, Read as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

/// Connections to the server when it is measured alone.
const CONNECTIONS: usize = 4;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let asked = std::env::args().nth(1).unwrap_or_else(|| "2000".to_owned());
    if asked == "serve" {
        return serve().await;
    }
    let count: usize = asked.parse().unwrap();
    let mut server = Command::new(std::env::current_exe().unwrap())
        .arg("serve")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut port = String::new();
    std::io::BufReader::new(server.stdout.take().unwrap())
        .read_line(&mut port)
        .unwrap();
    let address = format!("127.0.0.1:{}", port.trim());

    let alone = Instant::now();
    let each = count / CONNECTIONS;
    let clients: Vec<_> = (0..CONNECTIONS)
        .map(|_| tokio::spawn(send(address.clone(), each)))
        .collect();
    for client in clients {
        client.await.unwrap();
    }
    let limit = per_second(each * CONNECTIONS, alone.elapsed());
    println!("mail server alone: {limit:.0} mails/s");

    let app = subscribers(count).await;
    let sender = Sender::new(None, "besa@example.org", "http://localhost:8080").unwrap();
    let mailer = Mailer::smtp(&format!("smtp://{address}"), sender).unwrap();
    let stop = CancellationToken::new();
    let (began, cpu, statements) = (Instant::now(), cpu(), app.statements());
    let before = memory();
    let worker = tokio::spawn(besa_worker::run(app.app.clone(), mailer, stop.clone()));
    let (mut sent, mut planned, mut most) = (0, None, before);
    while sent < count {
        tokio::time::sleep(Duration::from_millis(250)).await;
        let rows = app.rows("SELECT state, count(*) AS n FROM digest GROUP BY state").await;
        let of = |state: &str| -> i64 {
            let row = rows
                .iter()
                .find(|row| row.try_get::<String>("", "state").unwrap() == state);
            row.map_or(0, |row| row.try_get("", "n").unwrap())
        };
        sent = usize::try_from(of("sent")).unwrap();
        let all = sent + usize::try_from(of("pending")).unwrap();
        if all == count {
            planned.get_or_insert_with(|| began.elapsed());
        }
        most = most.max(memory());
        assert_eq!((of("failed"), of("unknown")), (0, 0), "digests were not sent");
    }
    let (took, used) = (began.elapsed(), self::cpu() - cpu);
    stop.cancel();
    worker.await.unwrap();
    let rate = per_second(count, took);
    let each = |all: f64| all / f64::from(u32::try_from(count).unwrap());
    println!(
        "digests: {rate:.0} mails/s, {:.0} % of the mail server alone",
        100.0 * rate / limit
    );
    println!("planned after {:.1} s", planned.unwrap_or(took).as_secs_f64());
    println!(
        "CPU of this process: {:.2} ms a mail",
        each(used.as_secs_f64() * 1_000.0)
    );
    println!(
        "statements: {:.2} a mail",
        each(f64::from(u32::try_from(app.statements() - statements).unwrap()))
    );
    println!("memory: {before} kB before, {most} kB at most");
    drop(server.stdin.take());
    server.wait().unwrap();
}

/// Makes a city with a plan of 60 milestones, subscribers, and something to tell them; a digest is due.
async fn subscribers(count: usize) -> TestApp {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    for _ in 0..9 {
        let commitment = app.commitment(&sample.plan).await;
        for days in 0..6 {
            app.milestone(&commitment, 10 * days).await;
        }
    }
    app.subscribers(&sample.city, count).await;
    let commitment = app.commitment(&sample.plan).await;
    app.milestone(&commitment, 12).await;
    app.app.clock().advance(time::Duration::hours(2));
    app
}

fn per_second(mails: usize, took: Duration) -> f64 {
    f64::from(u32::try_from(mails).unwrap()) / took.as_secs_f64()
}

/// Returns the CPU time of this process so far. The kernel counts it in hundredths of a second.
fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit_once(") ").unwrap().1.split(' ').collect();
    let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
    Duration::from_millis(ticks * 10)
}

/// Returns the resident memory of this process, in kB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// Sends mails of 20 kB over one connection.
async fn send(address: String, mails: usize) {
    let stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    stream.read_line(&mut line).await.unwrap();
    let body = format!("{}\r\n.\r\n", ["x".repeat(76).as_str(); 260].join("\r\n"));
    for _ in 0..mails {
        for command in [
            "MAIL FROM:<a@b.example>\r\n",
            "RCPT TO:<c@d.example>\r\n",
            "DATA\r\n",
            &body,
        ] {
            stream.write_all(command.as_bytes()).await.unwrap();
            line.clear();
            stream.read_line(&mut line).await.unwrap();
        }
    }
}

/// The mail server: prints its port, and takes every mail until its input ends.
async fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap().port());
    let accept = async {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            stream.set_nodelay(true).unwrap();
            tokio::spawn(take(stream));
        }
    };
    std::thread::spawn(|| {
        let mut input = Vec::new();
        std::io::stdin().read_to_end(&mut input).unwrap();
        std::process::exit(0);
    });
    accept.await;
}

async fn take(stream: TcpStream) -> Option<()> {
    let mut stream = BufReader::with_capacity(64 * 1024, stream);
    stream.write_all(b"220 sink\r\n").await.ok()?;
    let (mut line, mut inside) = (Vec::new(), false);
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await.ok()? == 0 {
            return None;
        }
        let answer: &[u8] = match (inside, line.get(..4)) {
            (true, _) if line == b".\r\n" => {
                inside = false;
                b"250 taken\r\n"
            }
            (true, _) => continue,
            (false, Some(b"DATA")) => {
                inside = true;
                b"354 go on\r\n"
            }
            (false, Some(b"EHLO")) => b"250-sink\r\n250 8BITMIME\r\n",
            (false, _) => b"250 ok\r\n",
        };
        stream.write_all(answer).await.ok()?;
    }
}
