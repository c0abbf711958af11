//! `couchpad pads`: which controllers the receivers on this machine trust, and forgetting them. Works whether a receiver
//! runs or not; knows neither window nor network.

mod forget;
mod table;

use clap::Subcommand;
use couchpad_core::identity::{self, DATA_DIR_VARIABLE, IdentityError, TrustedPad};
use forget::{forget_all, forget_named};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};
pub(crate) use table::laid_out;
use table::table;

/// What to do with the controllers that are trusted.
#[derive(Subcommand, Clone, Debug, PartialEq, Eq)]
pub enum PadsCommand {
    /// List the controllers that may come back without code or link
    List,
    /// Forget a controller: it has to pair again
    Forget {
        /// Its name (all of this name are forgotten) or its fingerprint, as `couchpad pads list` shows them
        #[arg(required_unless_present = "all")]
        name: Option<String>,
        /// Forget every controller
        #[arg(long, conflicts_with = "name")]
        all: bool,
    },
}

/// Why it cannot be done. Each says what to do.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
enum PadsError {
    #[error("no controller called `{name}` is trusted here; there {}", listed(.known))]
    Unknown { name: String, known: Vec<String> },
    #[error(
        "whom to forget? Give a name or a fingerprint, as `couchpad pads list` shows them, or --all"
    )]
    NoName,
    #[error("the system has no folder for your data: name one in {DATA_DIR_VARIABLE}")]
    NoFolder,
    #[error(transparent)]
    Identity(#[from] IdentityError),
}

fn listed(names: &[String]) -> String {
    match names {
        [] => "is none at all".into(),
        [one] => format!("is only {one}"),
        more => format!("are {}", more.join(", ")),
    }
}

/// What the user hears.
#[derive(Debug, Default, PartialEq, Eq)]
struct Answer {
    out: String,
    /// For standard error.
    notes: Vec<String>,
}

/// Does it, says so, and returns the exit status: 0, 2 where it cannot be done as asked, 1 where something failed.
#[must_use]
pub fn run(what: &PadsCommand) -> ExitCode {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_or(0, |since| since.as_secs());
    let outcome = identity::data_dir()
        .ok_or(PadsError::NoFolder)
        .and_then(|root| answer(what, &root, now));
    match outcome {
        Ok(answer) => {
            for note in &answer.notes {
                eprintln!("couchpad: {note}");
            }
            // a reader that has seen enough closes the pipe
            let _ = std::io::stdout().write_all(answer.out.as_bytes());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("couchpad: {error}");
            ExitCode::from(if matches!(error, PadsError::Identity(_)) {
                1
            } else {
                2
            })
        }
    }
}

fn answer(what: &PadsCommand, root: &Path, now: u64) -> Result<Answer, PadsError> {
    let (receivers, mut notes) = look(root, now)?;
    let out = match what {
        PadsCommand::List => table(&receivers, now),
        PadsCommand::Forget {
            name: Some(name), ..
        } => forget_named(&receivers, name, now, &mut notes)?,
        PadsCommand::Forget { name: None, .. } => forget_all(&receivers, now, &mut notes)?,
    };
    Ok(Answer { out, notes })
}

/// One receiver of this machine and whom it trusts.
struct Trusting {
    folder: PathBuf,
    pads: Vec<TrustedPad>,
}

impl Trusting {
    fn name(&self) -> String {
        let name = self.folder.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    fn forget(
        &self,
        pads: &[TrustedPad],
        now: u64,
        notes: &mut Vec<String>,
    ) -> Result<(), PadsError> {
        let keys: Vec<_> = pads.iter().map(|pad| pad.key).collect();
        let warnings = identity::forget_in(&self.folder, &keys, now)?;
        notes.extend(warnings.iter().map(ToString::to_string));
        Ok(())
    }
}

fn look(root: &Path, now: u64) -> Result<(Vec<Trusting>, Vec<String>), PadsError> {
    let mut receivers = Vec::new();
    let mut notes = Vec::new();
    for folder in identity::host_places(root) {
        let (pads, damaged) = identity::pads_in(&folder, now)?;
        if damaged > 0 {
            notes.push(format!(
                "{damaged} damaged in {}: the receiver sets aside what it cannot read when it starts next",
                folder.display()
            ));
        }
        receivers.push(Trusting { folder, pads });
    }
    Ok((receivers, notes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::identity::{FileStore, HostIdentity};
    use couchpad_core::protocol::PublicKey;
    use std::sync::Arc;

    const NOW: u64 = 1_790_000_000;

    fn receiver(root: &Path, place: &str) -> HostIdentity {
        let store = Arc::new(FileStore::open(&root.join(place)).unwrap());
        HostIdentity::open(store, NOW).unwrap().0
    }

    fn key(number: u8) -> PublicKey {
        PublicKey([number; 32])
    }

    fn furnished() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let mut first = receiver(root.path(), "receiver");
        first.trust(key(1), "Ada", NOW);
        first.trust(key(2), "王小明", NOW + 60);
        first.remember(&key(2), true);
        root
    }

    fn forget(name: &str) -> PadsCommand {
        PadsCommand::Forget {
            name: Some(name.into()),
            all: false,
        }
    }

    const ALL: PadsCommand = PadsCommand::Forget {
        name: None,
        all: true,
    };

    fn list(root: &Path, now: u64) -> String {
        let answer = answer(&PadsCommand::List, root, now).unwrap();
        assert_eq!(answer.notes, [""; 0]);
        answer.out
    }

    #[test]
    fn the_list_is_a_table() {
        let root = furnished();
        assert_eq!(
            list(root.path(), NOW + 3 * 3_600),
            "\
NAME    PAIRED   TRUSTED           LAST SEEN  FINGERPRINT
王小明  2 h ago  remembered        2 h ago    0202020202020202
Ada     3 h ago  for this evening  3 h ago    0101010101010101
"
        );
        let tomorrow = list(root.path(), NOW + 24 * 3_600);
        assert!(
            !tomorrow.contains("Ada") && tomorrow.contains("王小明"),
            "{tomorrow}"
        );
    }

    #[test]
    fn two_receivers_are_told_apart() {
        let root = furnished();
        receiver(root.path(), "receiver-2").trust(key(3), "Bo", NOW);
        let list = list(root.path(), NOW);
        assert!(list.starts_with("RECEIVER    NAME"), "{list}");
        assert!(list.contains("receiver-2  Bo  "), "{list}");
    }

    #[test]
    fn nobody_is_a_friendly_line() {
        let root = tempfile::tempdir().unwrap();
        let nowhere = root.path().join("none");
        assert!(list(&nowhere, NOW).starts_with("No controller is trusted here yet"));
        assert!(
            answer(&ALL, &nowhere, NOW)
                .unwrap()
                .out
                .contains("nothing to forget")
        );
        let error = answer(&forget("Ada"), &nowhere, NOW).unwrap_err();
        assert!(
            error.to_string().ends_with("there is none at all"),
            "{error}"
        );
        assert!(!nowhere.exists());
    }

    #[test]
    fn forgets_all_of_a_name_at_every_receiver() {
        let root = furnished();
        let mut second = receiver(root.path(), "receiver-2");
        second.trust(key(3), "Ada", NOW);
        second.trust(key(4), "Bo", NOW);
        drop(second);
        let out = answer(&forget("ada"), root.path(), NOW).unwrap().out;
        assert!(
            out.contains("2 controllers forgotten. They have to pair again"),
            "{out}"
        );
        let rest = list(root.path(), NOW);
        assert!(!rest.contains("Ada") && rest.contains("Bo") && rest.contains("王小明"));
        let out = answer(&forget("0404040404040404"), root.path(), NOW)
            .unwrap()
            .out;
        assert!(out.starts_with("Forgot Bo (0404040404040404).\n1 controller forgotten."));
        assert!(
            answer(&ALL, root.path(), NOW)
                .unwrap()
                .out
                .contains("王小明")
        );
        assert!(list(root.path(), NOW).starts_with("No controller"));
    }

    #[test]
    fn a_guest_named_like_a_fingerprint_saves_nobody() {
        for typed in ["Mallory", "0505050505050505"] {
            let root = furnished();
            let mut receiver = receiver(root.path(), "receiver");
            receiver.trust(key(5), "Mallory", NOW);
            receiver.trust(key(6), "0505050505050505", NOW);
            drop(receiver);
            let out = answer(&forget(typed), root.path(), NOW).unwrap().out;
            assert!(out.starts_with("Forgot Mallory (0505050505050505).\n1 controller"));
            let rest = list(root.path(), NOW);
            assert!(!rest.contains("Mallory") && rest.contains("0606060606060606"));
        }
    }

    #[test]
    fn an_unknown_name_lists_the_known() {
        let root = furnished();
        let error = answer(&forget("Cleo\u{1b}[2J"), root.path(), NOW).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no controller called `Cleo[2J` is trusted here; there are Ada, 王小明"
        );
    }

    #[test]
    fn an_empty_name_is_no_name() {
        let root = furnished();
        for typed in ["", "  "] {
            let error = answer(&forget(typed), root.path(), NOW).unwrap_err();
            assert_eq!(error, PadsError::NoName);
            assert!(error.to_string().contains("Give a name"), "{error}");
        }
        assert!(list(root.path(), NOW).contains("Ada"));
    }

    #[test]
    fn damage_is_told_and_hides_nobody() {
        let root = furnished();
        let file = root.path().join("receiver/pad-0101010101010101.toml");
        std::fs::write(&file, "junk").unwrap();
        let answer = answer(&PadsCommand::List, root.path(), NOW).unwrap();
        assert!(answer.out.contains("王小明") && !answer.out.contains("Ada"));
        assert!(
            answer.notes[0].starts_with("1 damaged in "),
            "{:?}",
            answer.notes
        );
        assert_eq!(std::fs::read(file).unwrap(), b"junk");
    }
}
