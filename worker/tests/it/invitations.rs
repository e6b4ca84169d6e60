//! Invitations: one mail, in the invitation's language, and none after it was withdrawn.

use crate::city::City;
use crate::inbox::folder;
use besa_domain::access::{ManagePeople, Permit, Role};
use besa_domain::people::{self, Invite};
use time::macros::datetime;

fn invite(language: &str) -> Invite {
    Invite {
        email: "new@elbasan.example".to_owned(),
        role: Role::Coordinator,
        language: language.to_owned(),
        body: None,
    }
}

#[tokio::test]
async fn an_invitation_mail_has_its_link() {
    let city = City::at(datetime!(2026-11-23 23:30 +1)).await;
    let permit = Permit::<ManagePeople>::system(city.tenant.id);
    people::invite(&city.app.db, &permit, None, invite("en")).await.unwrap();
    city.drain().await;
    city.drain().await;
    let letters = folder(&city.mails);
    assert_eq!(letters.len(), 1);
    let letter = &letters[0];
    assert_eq!(letter.to, "new@elbasan.example");
    assert_eq!(letter.subject, "Invitation to Bashkia Elbasan: Coordinator");
    let (_, after) = letter.text.split_once("https://besa.example.org/invite/").unwrap();
    let secret = after.split_whitespace().next().unwrap();
    let link = format!("https://besa.example.org/invite/{secret}");
    assert!(letter.html.contains(&link), "both parts of the mail have the same link");
    assert!(people::invitation_by_secret(&city.app.db, secret).await.is_ok());
    // Fourteen days later in the city's time zone, which is an hour ahead of UTC.
    assert!(letter.text.contains("until 7 Dec 2026"), "{}", letter.text);
}

#[tokio::test]
async fn an_unsupported_language_falls_back_to_the_citys() {
    let city = City::at(datetime!(2026-11-23 08:00 +1)).await;
    let permit = Permit::<ManagePeople>::system(city.tenant.id);
    people::invite(&city.app.db, &permit, None, invite("xx")).await.unwrap();
    city.drain().await;
    assert_eq!(folder(&city.mails)[0].language, "sq");
}

#[tokio::test]
async fn a_withdrawn_invitation_is_not_sent() {
    let city = City::at(datetime!(2026-11-23 08:00 +1)).await;
    let permit = Permit::<ManagePeople>::system(city.tenant.id);
    let made = people::invite(&city.app.db, &permit, None, invite("en")).await.unwrap();
    people::withdraw_invitation(&city.app.db, &permit, None, made.id)
        .await
        .unwrap();
    city.drain().await;
    assert_eq!(folder(&city.mails), []);
}
