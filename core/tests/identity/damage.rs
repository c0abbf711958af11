//! A damaged record costs what it held, and nothing else.

use crate::room::{NOW, folder, host, host_with_warnings, key, pad, pad_file, pad_with_warnings};
use couchpad_core::identity::parse::ParseFault;
use couchpad_core::identity::{
    FileStore, HostIdentity, IdentityError, Lost, PinnedReceiver, SecureStore, pads_in,
};
use couchpad_core::protocol::control::ResumeSecret;
use std::fs;
use std::path::Path;
use std::sync::Arc;

const JUNK: &[u8] = b"\0\0\0\0";

fn furnished() -> (tempfile::TempDir, HostIdentity) {
    let folder = folder();
    let mut host = host(folder.path(), NOW);
    host.set_port(4711);
    host.trust(key(1), "Ada", NOW);
    host.trust(key(2), "Bo", NOW);
    assert!(host.remember(&key(2), true));
    host.flush().unwrap();
    (folder, host)
}

/// Damages one file; returns what there is to tell, and the receiver that comes of it.
fn damaged(folder: &Path, file: &Path, with: &[u8]) -> (HostIdentity, Lost) {
    fs::write(file, with).unwrap();
    let (host, warnings) = host_with_warnings(folder, NOW + 1);
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    let warning = &warnings[0];
    let kept = warning.kept.as_deref().unwrap();
    assert_eq!(fs::read(kept).unwrap(), with);
    assert!(kept.ends_with(".toml.corrupt-1"), "{kept}");
    assert!(warning.to_string().contains(kept));
    (host, warning.lost)
}

#[test]
fn a_receivers_key_that_is_damaged_is_told_and_the_pads_stay() {
    let (folder, old) = furnished();
    let file = folder.path().join("device.toml");
    let (new, lost) = damaged(folder.path(), &file, JUNK);
    assert_eq!(lost, Lost::HostKey);
    assert_ne!(new.device().public(), old.device().public());
    assert_eq!(new.secret(), old.secret());
    assert_eq!(new.pads(), old.pads());
    drop(new);
    let again = host(folder.path(), NOW + 2);
    assert_eq!(again.pads(), old.pads());
}

#[test]
fn a_receivers_key_that_is_missing_is_told_where_it_matters() {
    let (folder, old) = furnished();
    fs::remove_file(folder.path().join("device.toml")).unwrap();
    let (new, warnings) = host_with_warnings(folder.path(), NOW);
    assert_eq!(warnings.len(), 1);
    assert_eq!((warnings[0].lost, warnings[0].fault), (Lost::HostKey, None));
    assert!(warnings[0].to_string().contains("new identity"));
    assert_ne!(new.device().public(), old.device().public());
    assert_eq!(new.pads(), old.pads());
}

#[test]
fn an_evening_that_is_damaged_ends_and_the_remembered_stay() {
    let (folder, old) = furnished();
    let (new, lost) = damaged(folder.path(), &folder.path().join("evening.toml"), JUNK);
    assert_eq!(lost, Lost::Evening);
    assert_eq!(new.device().public(), old.device().public());
    assert_ne!(new.secret(), old.secret());
    assert!(!new.is_trusted(&key(1)) && new.is_trusted(&key(2)));
    assert!(!pad_file(folder.path(), 1).exists());
}

#[test]
fn one_damaged_pad_is_one_pad() {
    let (folder, old) = furnished();
    let (new, lost) = damaged(folder.path(), &pad_file(folder.path(), 2), b"version = 1\n");
    assert_eq!(lost, Lost::Pad);
    assert_eq!(new.device().public(), old.device().public());
    assert_eq!(new.secret(), old.secret());
    assert!(new.is_trusted(&key(1)) && !new.is_trusted(&key(2)));
}

#[test]
fn a_damaged_port_is_a_port() {
    let (folder, old) = furnished();
    let huge = vec![b'#'; 3 << 20];
    let (new, lost) = damaged(folder.path(), &folder.path().join("port.toml"), &huge);
    assert_eq!((lost, new.port()), (Lost::Port, None));
    assert_eq!(new.pads(), old.pads());
}

#[test]
fn a_record_under_anothers_name_trusts_nobody() {
    let (folder, old) = furnished();
    let stolen = fs::read(pad_file(folder.path(), 1)).unwrap();
    fs::write(pad_file(folder.path(), 3), stolen).unwrap();
    let (new, _) = host_with_warnings(folder.path(), NOW);
    assert_eq!(new.pads(), old.pads());
    assert!(!pad_file(folder.path(), 3).exists());
}

#[test]
fn only_a_few_damaged_copies_are_kept() {
    let (folder, _) = furnished();
    for content in [b"a", b"b", b"c", b"d", b"e"] {
        fs::write(folder.path().join("device.toml"), content).unwrap();
        let (_, warnings) = host_with_warnings(folder.path(), NOW);
        assert_eq!(warnings.len(), 1);
    }
    let copy = |number| fs::read(folder.path().join(format!("device.toml.corrupt-{number}")));
    let kept: Vec<_> = (1..=4).filter_map(|number| copy(number).ok()).collect();
    assert_eq!(kept, [b"c", b"d", b"e"]);
}

const NEWER: &str = "version = 9\nsecret = { curve = \"new\" }\n";

/// Puts a folder in a record's place.
fn folder_at(file: &Path) {
    fs::remove_file(file).unwrap();
    fs::create_dir(file).unwrap();
    fs::write(file.join("mine.txt"), "keep").unwrap();
}

#[test]
fn a_key_that_a_newer_version_wrote_or_that_is_no_file_is_left_as_it_is() {
    let (folder, _) = furnished();
    let file = folder.path().join("device.toml");
    let port = folder.path().join("port.toml");
    fs::write(&port, JUNK).unwrap();
    let open = || {
        let store = Arc::new(FileStore::open(folder.path()).unwrap());
        HostIdentity::open(store, NOW).err().unwrap()
    };
    fs::write(&file, NEWER).unwrap();
    let error = open();
    assert!(
        matches!(&error, IdentityError::Newer { record } if record == "device.toml"),
        "{error}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), NEWER);
    folder_at(&file);
    let error = open();
    assert!(matches!(&error, IdentityError::Store(_)), "{error}");
    assert!(file.join("mine.txt").exists());
    assert_eq!(fs::read(port).unwrap(), JUNK, "nothing was touched before");
}

#[test]
fn any_other_odd_record_costs_itself_only() {
    for newer in [true, false] {
        for (file, lost) in [
            ("port.toml".to_owned(), Lost::Port),
            ("evening.toml".to_owned(), Lost::Evening),
            (format!("pad-{}.toml", key(1).fingerprint()), Lost::Pad),
        ] {
            let (folder, old) = furnished();
            let path = folder.path().join(&file);
            if newer {
                fs::write(&path, NEWER).unwrap();
            } else {
                folder_at(&path);
            }
            let (listed, odd) = pads_in(folder.path(), NOW + 1).unwrap();
            assert_eq!(odd, usize::from(lost != Lost::Port), "{file}");
            assert!(listed.iter().any(|pad| pad.key == key(2)), "{file}");

            let (mut new, warnings) = host_with_warnings(folder.path(), NOW + 1);
            assert_eq!(warnings.len(), 1, "{warnings:?}");
            let warning = &warnings[0];
            let fault = [ParseFault::Unreadable, ParseFault::Newer][usize::from(newer)];
            assert_eq!((warning.lost, warning.fault), (lost, Some(fault)));
            let kept = Path::new(warning.kept.as_deref().unwrap());
            assert_eq!(kept.join("mine.txt").exists(), !newer, "it is not lost");
            assert_eq!(new.device().public(), old.device().public());
            assert!(new.is_trusted(&key(2)), "{file}");
            assert_eq!(new.is_trusted(&key(1)), lost == Lost::Port);
            new.set_port(4712);
            new.trust(key(1), "Ada", NOW + 1);
            new.flush().unwrap();
            drop(new);
            assert_eq!(host(folder.path(), NOW + 2).pads().len(), 2, "{file}");
        }
    }
}

#[test]
fn an_odd_record_costs_a_pad_itself_only() {
    let folder = folder();
    let one = pad(folder.path());
    one.set_name("Ada");
    one.flush().unwrap();
    fs::create_dir(folder.path().join("receiver-00.toml")).unwrap();
    fs::write(folder.path().join("receiver-01.toml"), NEWER).unwrap();
    let (two, warnings) = pad_with_warnings(folder.path());
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    assert!(
        warnings
            .iter()
            .all(|warning| warning.lost == Lost::Receiver)
    );
    assert_eq!(two.device().public(), one.device().public());
    assert_eq!(two.name().as_deref(), Some("Ada"));
}

#[test]
fn a_damaged_pads_key_costs_no_pin_and_a_damaged_pin_no_key() {
    let folder = folder();
    let store = FileStore::open(folder.path()).unwrap();
    let one = pad(folder.path());
    for number in [1, 2] {
        one.pin(PinnedReceiver {
            key: key(number),
            name: "Living room".into(),
            addresses: vec!["[fd00::1]:4455".parse().unwrap()],
            resume: Some(ResumeSecret([3; 16])),
            remembered: true,
            last_used: NOW,
        });
    }
    one.set_name("Ada");
    one.flush().unwrap();
    let device = one.device().public();

    let name = format!("receiver-{}.toml", key(1).fingerprint());
    store.save(&name, b"resume = 1").unwrap();
    let (two, warnings) = pad_with_warnings(folder.path());
    assert_eq!(warnings[0].lost, Lost::Receiver);
    assert_eq!(two.device().public(), device);
    assert_eq!(two.receiver(&key(1)), None);
    assert_eq!(two.receiver(&key(2)), one.receiver(&key(2)));

    store.save("device.toml", JUNK).unwrap();
    store.save("player.toml", JUNK).unwrap();
    let (three, warnings) = pad_with_warnings(folder.path());
    let lost: Vec<_> = warnings.iter().map(|warning| warning.lost).collect();
    assert_eq!(lost, [Lost::PadKey, Lost::Player]);
    assert_ne!(three.device().public(), device);
    assert_eq!((three.receivers().len(), three.name()), (1, None));
}
