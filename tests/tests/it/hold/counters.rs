//! The counter of tries keeps keys of a fixed size, and not too many.

use besa_tests::Installation;
use std::fs;

/// The memory that the serving process of an installation has, in bytes.
fn memory(besa: &Installation) -> u64 {
    let folder = besa.folder().display().to_string();
    let ours = |process: &fs::DirEntry| {
        let environment = fs::read(process.path().join("environ")).unwrap_or_default();
        String::from_utf8_lossy(&environment).contains(&folder)
    };
    let processes = fs::read_dir("/proc").unwrap().map(|process| process.unwrap());
    let process = processes.into_iter().find(ours).expect("it runs").path();
    let status = fs::read_to_string(process.join("status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    let kilobytes: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kilobytes * 1024
}

#[tokio::test]
async fn what_is_typed_into_a_form_does_not_stay_in_memory() {
    let mut besa = Installation::new().await;
    besa.line(&["tenant", "create", "elbasan", "--name", "Elbasan", "--country", "AL"]);
    besa.start().await;
    let client = reqwest::Client::new();
    let post = async |path: &str, kind: &str, body: String| {
        let sent = client
            .post(besa.url(path))
            .header("origin", besa.url(""))
            .header("content-type", kind)
            .body(body);
        sent.send().await.unwrap().status().as_u16()
    };
    let form = "application/x-www-form-urlencoded";
    let typed = |at: usize, size: usize| format!("{at}{}@example.org", "x".repeat(size));
    // The first answers fill caches.
    assert_eq!(
        post("/sign-in", form, "email=a%40example.org&password=wrong".to_owned()).await,
        422
    );
    let before = memory(&besa);
    for at in 0..12 {
        let email = typed(at, 1_900_000);
        assert_eq!(
            post("/sign-in", form, format!("email={email}&password=wrong")).await,
            413
        );
        assert_eq!(post("/elbasan/en/subscribe", form, format!("email={email}")).await, 413);
        let json = format!(r#"{{"email":"{}"}}"#, typed(at, 900_000));
        assert_eq!(
            post("/api/v1/tenants/elbasan/subscriptions", "application/json", json).await,
            413
        );
    }
    // As long as a form may be, and too long for an address.
    for at in 0..12 {
        let email = typed(at, 15_000);
        let status = post("/sign-in", form, format!("email={email}&password=wrong")).await;
        assert_eq!(status, 422);
    }
    let grown = memory(&besa).saturating_sub(before);
    assert!(grown < 48_000_000, "{grown} bytes stayed");
}
