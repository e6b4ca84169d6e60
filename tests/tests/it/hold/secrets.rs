//! Logs, jobs, errors and metrics contain no secrets.

use crate::kill::grant;
use besa_tests::{Act, Installation, Sink, free_port};
use mail_parser::MessageParser;
use reqwest::{Client, Method};
use sea_orm::{ConnectionTrait as _, Statement};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time::sleep;

const PASSWORD: &str = "canary-password-Zx81";
const PERSON: &str = "canary.person@example.org";
const INVITED: &str = "canary.invited@example.org";
const READER: &str = "canary.reader@example.org";
const JSON: (&str, &str) = ("content-type", "application/json");

/// A client that records every problem response.
struct HostileClient<'a> {
    besa: &'a Installation,
    client: Client,
    problems: String,
}

impl HostileClient<'_> {
    async fn knock(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> u16 {
        let method: Method = method.parse().unwrap();
        let mut request = self.client.request(method, self.besa.url(path)).body(body.to_owned());
        request = request.header("origin", self.besa.url(""));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let kind = answer
            .headers()
            .get("content-type")
            .map(|kind| kind.to_str().unwrap().to_owned());
        let text = answer.text().await.unwrap();
        if kind.is_some_and(|kind| kind.starts_with("application/problem+json")) {
            self.problems.push_str(&text);
        }
        status
    }

    /// Submits a form of a page.
    async fn form(&mut self, path: &str, body: &str) -> u16 {
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        self.knock("POST", path, &headers, body).await
    }

    /// Requests every path that contains a secret with a secret that is unchanged, malformed, and much too
    /// long.
    async fn addresses(&mut self, secret: &str) {
        let long = secret.repeat(60);
        for secret in [secret, &format!("{secret}%FF%00"), &format!("%2F{secret}/more"), &long] {
            for path in [
                "/sign-in/link/SECRET",
                "/invite/SECRET",
                "/elbasan/en/subscribe/SECRET",
                "/elbasan/en/subscribe/SECRET/stop",
                "/elbasan/en/voices/confirm/SECRET",
                "/elbasan/en/nowhere/SECRET?again=SECRET",
                "/SECRET/en/",
                "/?q=SECRET",
                "/sign-in?next=SECRET",
                "/api/v1/tenants/elbasan/subscriptions/SECRET",
                "/api/v1/tenants/elbasan/subscriptions/SECRET/nowhere",
                "/api/v1/nowhere/SECRET",
            ] {
                let path = path.replace("SECRET", secret);
                self.knock("GET", &path, &[("referer", &path)], "").await;
            }
        }
    }
}

fn secret_of(link: &str) -> String {
    link.trim().rsplit('/').next().unwrap().to_owned()
}

async fn last_errors(besa: &Installation) -> String {
    let owner = besa.database.owner().await;
    let sql = "SELECT last_error FROM job WHERE last_error IS NOT NULL";
    let rows = owner
        .query_all_raw(Statement::from_string(owner.get_database_backend(), sql))
        .await;
    let errors = rows
        .unwrap()
        .into_iter()
        .map(|row| row.try_get::<String>("", "last_error").unwrap());
    errors.collect::<Vec<_>>().join("\n")
}

/// Returns the secret in the mail that confirms a subscription.
async fn subscribed(sink: &Sink) -> String {
    for _ in 0..600 {
        for mail in sink.mails() {
            let mail = MessageParser::default().parse(&mail).unwrap();
            let text = mail.body_text(0).unwrap().into_owned();
            if let Some((_, rest)) = text.split_once("/subscribe/") {
                return rest
                    .split(|c: char| c.is_whitespace() || c == '/')
                    .next()
                    .unwrap()
                    .to_owned();
            }
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("no confirmation among {} mails", sink.mails().len());
}

/// The secrets that a running Besa created.
struct Secrets {
    link: String,
    invitation: String,
    token: String,
}

/// Creates a city with an operator, who can sign in and has a token, and an invitation. Besa is not started.
async fn arranged() -> (Installation, Secrets) {
    let besa = Installation::new().await;
    besa.line(&["tenant", "create", "elbasan", "--name", "Elbasan", "--country", "AL"]);
    let link = secret_of(&besa.line(&["person", "invite", PERSON, "--role", "operator"]));
    grant(&besa).await;
    let token = besa.line(&["token", "create", PERSON]);
    let invite = [
        "person",
        "invite",
        INVITED,
        "--tenant",
        "elbasan",
        "--role",
        "coordinator",
    ];
    let invitation = secret_of(&besa.line(&invite));
    let secrets = Secrets {
        link,
        invitation,
        token,
    };
    (besa, secrets)
}

/// Sends wrong secrets, and valid ones in wrong places.
async fn guess(client: &mut HostileClient<'_>, secrets: &Secrets) {
    for secret in ["canary-guess-11", &secrets.link, &secrets.invitation] {
        client.addresses(secret).await;
    }
    for email in [PERSON, "canary.nobody@example.org", "canary no address"] {
        let form = format!("email={email}&password={PASSWORD}&next=%2Fcanary-next-12");
        client.form("/sign-in", &form).await;
    }
    client
        .knock("POST", "/sign-in", &[("content-type", "text/plain")], PASSWORD)
        .await;
    for cookie in [
        "besa_session=canary-cookie-21",
        "besa_session=canary-cookie-22\\;; canary-cookie-23",
    ] {
        client.knock("GET", "/account/tokens", &[("cookie", cookie)], "").await;
    }
}

/// Uses valid secrets. Returns the secret of a new subscription.
async fn use_secrets(client: &mut HostileClient<'_>, secrets: &Secrets, sink: &Sink) -> String {
    assert_eq!(client.form(&format!("/sign-in/link/{}", secrets.link), "").await, 303);
    let accept = format!("name=Canary-name-31&password={PASSWORD}&again={PASSWORD}");
    client.form(&format!("/invite/{}", secrets.invitation), &accept).await;
    let subscription = subscribed(sink).await;
    client.addresses(&subscription).await;
    client
        .form(&format!("/elbasan/en/subscribe/{subscription}"), "csrf=canary-csrf-73")
        .await;
    let api = format!("/api/v1/tenants/elbasan/subscriptions/{subscription}");
    client.knock("POST", &format!("{api}/confirm"), &[], "").await;
    client
        .knock("PATCH", &api, &[JSON], "{\"hour\":\"canary-body-41\"}")
        .await;
    client.knock("DELETE", &api, &[], "").await;
    client
        .knock("POST", &format!("/elbasan/en/subscribe/{subscription}/stop"), &[], "")
        .await;
    subscription
}

/// Sends valid and invalid tokens, idempotency keys, headers and bodies.
async fn call_the_api(client: &mut HostileClient<'_>, token: &str) {
    let bearer = format!("Bearer {token}");
    for authorization in [
        &bearer,
        "Bearer besa_canary-token-51",
        "Basic canary-token-52",
        "canary-token-53",
    ] {
        let headers = [
            ("authorization", authorization),
            ("idempotency-key", "canary-key-61"),
            ("x-forwarded-for", "canary-forwarded-62"),
            ("x-request-id", "canary-request-63"),
            ("user-agent", "canary-agent-64"),
            JSON,
        ];
        for body in [
            "{\"name\":\"Canary-body-65\",\"kind\":\"civil_society\"}",
            "{\"name\":[\"canary-body-66\"],\"kind\":\"canary-kind-67\",\"canary-field-68\":1}",
            "{\"canary-broken-69",
        ] {
            client
                .knock("POST", "/api/v1/tenants/elbasan/organisations", &headers, body)
                .await;
        }
        client
            .knock(
                "GET",
                "/api/v1/tenants/elbasan/organisations?after=canary-cursor-70",
                &headers,
                "",
            )
            .await;
        client.knock("CANARY-METHOD", "/api/v1/tenants", &headers, "").await;
    }
}

/// Sends every secret to a Besa that logs at `level`; checks that the log, the problem responses, the jobs
/// and the metrics contain none.
async fn every_secret_at_every_door(level: &str) {
    let sink = Sink::new(&[Act::Never]).await;
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let metrics = format!("127.0.0.1:{}", free_port());
    let (mut besa, secrets) = arranged().await;
    let settings = [
        ("BESA_LOG", level),
        ("BESA_METRICS_LISTEN", metrics.as_str()),
        ("BESA_SMTP_URL", sink.url.as_str()),
    ];
    besa.start_into(&settings, File::create(&log).unwrap()).await;

    let client = besa
        .client()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(30))
        .build();
    let mut client = HostileClient {
        besa: &besa,
        client: client.unwrap(),
        problems: String::new(),
    };
    // The mail server rejects the first mail and repeats its address.
    for _ in 0..400 {
        if !last_errors(&besa).await.is_empty() {
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    let follow = format!("email={READER}&frequency=weekly&hour=7&nonce=canary-nonce-71&csrf=canary-csrf-72");
    assert_eq!(client.form("/elbasan/en/subscribe", &follow).await, 303);
    guess(&mut client, &secrets).await;
    let subscription = use_secrets(&mut client, &secrets, &sink).await;
    call_the_api(&mut client, &secrets.token).await;
    let errors = last_errors(&besa).await;
    assert!(errors.contains("550"), "the server's response is stored: {errors}");
    let problems = client.problems;
    let counted = reqwest::get(format!("http://{metrics}/metrics"))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    besa.running().terminate();
    assert!(besa.running().ended(Duration::from_secs(30)).await.unwrap().success());

    let logged = std::fs::read_to_string(&log).unwrap();
    assert!(logged.contains("/invite/:secret"), "{logged}");
    assert!(counted.contains("/:city/:lang/subscribe/:secret"), "{counted}");
    assert!(
        counted.contains("/api/v1/tenants/:tenant/subscriptions/:secret/confirm"),
        "{counted}"
    );
    let secrets = [
        "canary",
        &secrets.link,
        &secrets.invitation,
        &subscription,
        &secrets.token,
    ];
    for (place, text) in [
        ("log", &logged),
        ("problems", &problems),
        ("jobs", &errors),
        ("metrics", &counted),
    ] {
        let found: Vec<&str> = text.lines().filter(|line| is_told(line, &secrets)).collect();
        // A problem may contain the name of an unknown field.
        let found: Vec<_> = found.iter().map(|line| line.replace("canary-field-68", "")).collect();
        let found: Vec<_> = found.iter().filter(|line| is_told(line, &secrets)).collect();
        assert!(found.is_empty(), "{place} tells {found:#?}");
    }
}

fn is_told(line: &str, secrets: &[&str]) -> bool {
    let low = line.to_lowercase();
    secrets.iter().any(|secret| low.contains(&secret.to_lowercase()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_secret_is_logged_by_default() {
    every_secret_at_every_door("info").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_secret_is_logged_at_the_most_detailed_level() {
    every_secret_at_every_door("trace").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn errors_contain_no_passwords_of_other_servers() {
    let besa = Installation::new().await;
    for (setting, url) in [
        (
            "BESA_DATABASE_URL",
            "postgres://besa:canary-1@127.0.0.1:1/besa?password=canary-2",
        ),
        ("BESA_DATABASE_URL", "mysql://besa:canary-3@127.0.0.1:1/besa"),
        ("BESA_DATABASE_OWNER_URL", "mysql://besa:canary-4@127.0.0.1:1/besa"),
        ("BESA_REDIS_URL", "http://:canary-5@127.0.0.1:1"),
        ("BESA_REDIS_URL", "redis://:canary-6@127.0.0.1:1"),
        ("BESA_SMTP_URL", "smtp://besa:canary-7@127.0.0.1:1"),
        ("BESA_SMTP_URL", "smtp://besa:canary-8@mail.example.org"),
        ("BESA_SMTP_URL", "canary-9"),
        ("BESA_FILES_URL", "ftp://besa:canary-10@127.0.0.1:1/besa"),
    ] {
        let (_, printed) = besa.besa_with(&[(setting, url), ("BESA_LOG", "trace")], &["doctor"]);
        assert!(!printed.contains("canary"), "{setting}={url}: {printed}");
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
}

/// Types with a secret implement `Debug` by hand, without the secret: a derived one would print it whenever
/// the value is logged.
#[test]
fn no_type_with_a_secret_derives_debug() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for part in ["api", "domain", "server", "web", "worker"] {
        sources(&root.join(part).join("src"), &mut files);
    }
    let mut telling = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for item in text.split("#[derive(").skip(1) {
            let Some((derived, rest)) = item.split_once(")]") else {
                continue;
            };
            let Some((head, body)) = rest.split_once("struct ") else {
                continue;
            };
            if !derived.contains("Debug") || head.contains("fn ") || head.contains("enum ") {
                continue;
            }
            let body = body.split("\n}").next().unwrap();
            let named = body.lines().filter_map(|line| {
                let (name, kind) = line.trim().trim_start_matches("pub ").split_once(": ")?;
                let name = name.trim_start_matches("pub(crate) ").trim_start_matches("pub(super) ");
                let secret = ["secret", "password", "password_hash", "token", "csrf"].contains(&name);
                (secret && kind.contains("String")).then(|| name.to_owned())
            });
            let bare = body.starts_with("Secret(String)").then(|| "Secret".to_owned());
            telling.extend(named.chain(bare).map(|name| format!("{}: {name}", file.display())));
        }
    }
    assert!(telling.is_empty(), "{telling:#?}");
}
