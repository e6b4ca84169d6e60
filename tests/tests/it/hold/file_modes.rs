//! Stored data is readable only for Besa's own user, even if an earlier release stored it with wider
//! permissions.

use besa_tests::Installation;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Lists all files and folders below `folder` that other users may read.
fn open_below(path: &Path) -> Vec<String> {
    let mut open = Vec::new();
    for entry in std::fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if mode(&path) & 0o077 != 0 {
            open.push(format!("{} {:o}", path.display(), mode(&path)));
        }
        if path.is_dir() {
            open.extend(open_below(&path));
        }
    }
    open
}

#[tokio::test]
async fn stored_data_is_private_to_the_user_of_besa() {
    let besa = Installation::new().await;
    if besa.database.is_postgres() {
        return;
    }
    let data = besa.folder().join("data");
    std::fs::create_dir_all(data.join("files")).unwrap();
    std::fs::write(data.join("besa.db"), b"").unwrap();
    for path in [&data, &data.join("files"), &data.join("besa.db")] {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let database = format!("sqlite:{}", data.join("besa.db").display());
    let settings = [
        ("BESA_DATA_DIR", data.to_str().unwrap()),
        ("BESA_DATABASE_URL", database.as_str()),
    ];
    for arguments in [
        ["tenant", "create", "elbasan", "--name", "Elbasan", "--country", "AL"].as_slice(),
        &["doctor"],
    ] {
        let (success, output) = besa.besa_with(&settings, arguments);
        assert!(success, "{output}");
    }
    assert_eq!(mode(&data), 0o700);
    assert_eq!(mode(&data.join("besa.db")), 0o600);
    assert_eq!(open_below(&data), Vec::<String>::new());
    assert!(data.join("mail").is_dir() && data.join("files").is_dir());
}
