//! The file store: missing, and with damaged files.

use super::{BOTH, Row, SQLITE, must, row};
use crate::world::{ALL, Held, World, files};
use crate::writes::Kind;
use serde_json::Value;
use std::time::Duration;
use tokio::time::sleep;

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("F-70", "the file store is missing", SQLITE, |world| {
            Box::pin(away(world))
        }),
        row("F-72", "stored files are changed and missing", BOTH, |world| {
            Box::pin(changed(world))
        }),
    ]
}

async fn away(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    must(world.journal.write(Kind::Evidence).await, "a file was refused")?;
    world.answers(&[])?;
    let (store, aside) = (world.folder.path().join("files"), world.folder.path().join("aside"));
    std::fs::rename(&store, &aside).unwrap();
    // A file in place of the folder: nothing can be created in it.
    std::fs::write(&store, "").unwrap();
    for _ in 0..4 {
        let taken = world.journal.write(Kind::Evidence).await;
        must(!taken, "a file was acknowledged but is not stored")?;
    }
    let refused = world.answers(&[503])?;
    let other = world.journal.write(Kind::Organisation).await;
    let page = world.status("/elbasan/en/").await;
    let ready = world.status("/readyz").await;
    std::fs::remove_file(&store).unwrap();
    std::fs::rename(&aside, &store).unwrap();
    world
        .notes
        .measured
        .push(format!("statuses of uploads: {:?}", refused.statuses));
    must(
        other && page == 200 && ready == 200,
        format!("without the file store: write acknowledged {other}, page {page}, /readyz {ready}"),
    )?;
    world.first_good(Duration::from_secs(3)).await
}

/// Downloads the file of a piece of evidence. Returns the status, and the bytes if the response is complete.
async fn served(world: &World<'_>, id: &str) -> (u16, Option<Vec<u8>>) {
    let url = world
        .journal
        .url(&format!("/api/v1/tenants/elbasan/evidence/{id}/file"));
    match world.journal.client().get(url).send().await {
        Ok(answer) => {
            let status = answer.status().as_u16();
            // An incomplete response is not the file.
            (status, answer.bytes().await.ok().map(|bytes| bytes.to_vec()))
        }
        Err(_) => (0, None),
    }
}

async fn changed(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    for _ in 0..2 {
        must(world.journal.write(Kind::Evidence).await, "a file was refused")?;
    }
    let url = world.journal.url("/api/v1/tenants/elbasan/evidence");
    let list = world
        .journal
        .client()
        .get(url)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let list: Value = serde_json::from_str(&list).unwrap();
    let ids: Vec<_> = (0..2)
        .map(|at| list["items"][at]["id"].as_str().unwrap().to_owned())
        .collect();
    let mut truth = Vec::new();
    for id in &ids {
        truth.push(served(world, id).await.1.unwrap());
    }
    let paths = files(&world.folder.path().join("files"));
    must(paths.len() == 2, format!("{} files", paths.len()))?;
    let kept: Vec<_> = paths.iter().map(|path| std::fs::read(path).unwrap()).collect();
    // Change one bit of one file, and delete the other.
    let mut wrong = kept[0].clone();
    wrong[kept[0].len() / 2] ^= 1;
    std::fs::write(&paths[0], wrong).unwrap();
    std::fs::remove_file(&paths[1]).unwrap();
    let mut lies = Vec::new();
    for _ in 0..2 {
        for (at, id) in ids.iter().enumerate() {
            let (status, bytes) = served(world, id).await;
            if status == 200 && bytes.as_ref().is_some_and(|bytes| *bytes != truth[at]) {
                lies.push("changed bytes are served with 200".to_owned());
            }
            if status == 404 {
                lies.push("a missing file is answered with 404, as if it had never existed".to_owned());
            }
        }
    }
    let (_, doctor) = world.operator(&["doctor"]);
    for (path, bytes) in paths.iter().zip(&kept) {
        std::fs::write(path, bytes).unwrap();
    }
    sleep(Duration::from_millis(100)).await;
    world.notes.measured.push(format!(
        "doctor: {}",
        doctor
            .lines()
            .filter(|line| line.contains("file") || line.contains("evidence"))
            .collect::<Vec<_>>()
            .join("; ")
    ));
    lies.dedup();
    must(lies.is_empty(), lies.join("; "))
}
