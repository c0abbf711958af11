//! Two devices with one identity, as when somebody copies a pad's folder to another computer: whoever came last plays, with the
//! place of the one before. That one ends for good and is told why, so the two never take it from each other in turn.

mod support;

use couchpad_core::identity::{FileStore, PadIdentity};
use couchpad_core::protocol::{Place, SeatIndex, Transport};
use couchpad_core::session::HostEventKind;
use couchpad_core::{Host, Pad, PadEnd, PadOptions, PadUpdate, Target};
use std::path::Path;
use std::sync::Arc;
use support::{X, axis_arrives, event, host, options, seated, seated_with, until, update};
use tempfile::TempDir;

const REPLACED: PadUpdate = PadUpdate::Ended {
    reason: PadEnd::Replaced,
};

fn device(folder: &Path, transport: Transport) -> PadOptions {
    let store = FileStore::open(folder).unwrap();
    let (identity, warnings) = PadIdentity::open(Arc::new(store)).unwrap();
    assert_eq!(warnings, []);
    PadOptions {
        identity: Some(Arc::new(identity)),
        transport,
        ..options("Ada")
    }
}

/// All that a pad keeps, at another place.
fn copy(folder: &Path) -> TempDir {
    let other = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() {
            std::fs::copy(file.path(), other.path().join(file.file_name())).unwrap();
        }
    }
    other
}

/// A seated pad with points, its copy's options, and a stranger in the seat behind it.
fn scene(host: &Host, transport: Transport) -> (Pad, PadOptions, Pad, [TempDir; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let options = device(folder.path(), transport);
    let identity = options.identity.clone().unwrap();
    let first = seated_with(host, options);
    let bo = seated(host, "Bo");
    first.set_axis(X, 4_000);
    axis_arrives(host, 0, 4_000);
    host.with(|now, session| session.set_score(now, SeatIndex(0), 12, 12));
    identity.flush().unwrap();
    let other = copy(folder.path());
    let copied = device(other.path(), transport);
    (first, copied, bo, [folder, other])
}

/// The copy joins by its own key, which is all that it has.
fn join_by_key(options: PadOptions) -> Pad {
    let known = options.identity.as_ref().unwrap().receivers();
    Pad::connect(Target::trusted(&known[0]), options).unwrap()
}

/// Waits until a pad shows the layout, with its axis where the host last had it: what it says from then on counts.
fn goes_on_from(pad: &Pad, value: i16) {
    until("goes on", || {
        let view = pad.view();
        (view.layout.is_some() && view.axes[0] == value).then_some(())
    });
}

fn the_later_one_plays(transport: Transport) {
    let host = host();
    let (first, copied, bo, _folders) = scene(&host, transport);
    let second = join_by_key(copied);
    update(&first, "told that another one plays", |u| *u == REPLACED);
    assert!(first.is_ended() && !first.view().connected);
    update(&second, "in", |u| {
        *u == PadUpdate::Connected { fresh: true }
    });
    goes_on_from(&second, 4_000);
    // the place, the points and the axes are those of before, and nobody else has noticed
    until("the points", || {
        (second.view().score == Some((12, 12))).then_some(())
    });
    let (seat, mark) = (SeatIndex(0), 0);
    assert_eq!(second.view().place, Some(Place::Seated { seat, mark }));
    axis_arrives(&host, 0, 4_000);
    second.set_axis(X, 5_000);
    axis_arrives(&host, 0, 5_000);
    assert_eq!(host.with(|_, session| session.pads().count()), 2);
    assert!(bo.view().connected);
    // what the first one says now goes nowhere
    first.set_axis(X, -9_000);
    second.set_axis(X, 6_000);
    axis_arrives(&host, 0, 6_000);
    assert!(second.view().connected);
}

#[test]
fn the_later_of_two_with_one_identity_plays() {
    the_later_one_plays(Transport::Auto);
}

#[test]
fn the_later_of_two_with_one_identity_plays_over_tcp() {
    the_later_one_plays(Transport::Tcp);
}

#[test]
fn one_that_slept_meanwhile_takes_its_place_back_and_the_copy_ends() {
    let host = host();
    let (first, copied, _bo, _folders) = scene(&host, Transport::Auto);
    assert!(first.suspend());
    let second = join_by_key(copied);
    goes_on_from(&second, 4_000);
    second.set_axis(X, 5_000);
    axis_arrives(&host, 0, 5_000);
    first.resume();
    update(&second, "told that another one plays", |u| *u == REPLACED);
    goes_on_from(&first, 5_000);
    first.set_axis(X, 6_000);
    axis_arrives(&host, 0, 6_000);
    assert!(second.is_ended() && first.view().connected);
}

#[test]
fn nobody_hears_of_a_change_between_two_with_one_identity_as_of_a_newcomer() {
    let host = host();
    let (first, copied, bo, _folders) = scene(&host, Transport::Auto);
    for name in ["Ada", "Bo"] {
        let joined = event(&host, "joined", |k| *k == HostEventKind::Joined);
        assert_eq!(joined.name.as_str(), name);
    }
    let second = join_by_key(copied);
    update(&first, "told", |u| *u == REPLACED);
    update(&second, "in", |u| {
        *u == PadUpdate::Connected { fresh: true }
    });
    bo.leave();
    let next = event(&host, "somebody joins or leaves", |k| {
        matches!(k, HostEventKind::Joined | HostEventKind::Left { .. })
    });
    assert_eq!(next.name.as_str(), "Bo");
}
