//! The rate limit counters have keys of a fixed size, and their number is limited.

use besa_tests::Installation;

#[tokio::test]
async fn form_input_does_not_stay_in_memory() {
    let mut besa = Installation::new().await;
    besa.line(&["tenant", "create", "elbasan", "--name", "Elbasan", "--country", "AL"]);
    besa.start().await;
    let client = besa.client().build().unwrap();
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
    // The first responses fill caches.
    assert_eq!(
        post("/sign-in", form, "email=a%40example.org&password=wrong".to_owned()).await,
        422
    );
    let before = besa.memory();
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
    // An e-mail field as long as a form may be, and far too long for an address.
    for at in 0..12 {
        let email = typed(at, 15_000);
        let status = post("/sign-in", form, format!("email={email}&password=wrong")).await;
        assert_eq!(status, 422);
    }
    let grown = besa.memory().saturating_sub(before);
    assert!(grown < 48_000_000, "{grown} bytes stayed");
}
