//! A controller that has nothing but the picture of the lobby: what the camera reads there lets it in, over real sockets on
//! loopback.

use super::reader::read_code;
use super::{SETTLED, shoot};
use bevy::prelude::*;
use couchpad_core::identity::PadIdentity;
use couchpad_core::protocol::Profile;
use couchpad_core::session::HostConfig;
use couchpad_core::transport::{HostDriver, HostDriverConfig};
use couchpad_core::{Pad, PadOptions, PadUpdate, Target};
use couchpad_pictures::Studio;
use couchpad_protocol::JoinLink;
use couchpad_receiver::app::add_spine;
use couchpad_receiver::flow::Seeds;
use couchpad_receiver::net::Net;
use couchpad_receiver::roster::{Presence, Roster};
use couchpad_receiver::{screens, view};
use image::DynamicImage;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Far more than a join takes, for machines that draw in software and have much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// The window's own screens on a receiver that listens.
fn receiver() -> Studio {
    let game = *couchpad_games::find("arkanoid").expect("Arkanoid is registered");
    let session = HostConfig {
        seats: game.manifest.seats.seats(),
        ..HostConfig::default()
    };
    let config = HostDriverConfig::loopback(session).expect("random numbers");
    let net = Net::new(HostDriver::bind(config).expect("a free port"));
    let studio = Studio::new(1280, 720, |app| {
        add_spine(app, net, game, Seeds::new(7));
        app.add_plugins((screens::plugin, view::plugin));
    });
    studio.unwrap_or_else(|error| panic!("{error}"))
}

fn controller(link: &JoinLink) -> Pad {
    let target = Target::of_link(link).expect("the link proves that the screen was seen");
    let identity = PadIdentity::ephemeral().expect("random numbers");
    let options = PadOptions {
        identity: Some(Arc::new(identity)),
        profile: Profile {
            name: "Ada".into(),
            mark: None,
        },
        ..PadOptions::default()
    };
    Pad::connect(target, options).expect("a thread")
}

#[test]
fn what_a_camera_reads_in_the_lobby_lets_a_controller_in() {
    let mut studio = receiver();
    studio.step(SETTLED);
    let picture = DynamicImage::from(shoot(&mut studio));
    let text = read_code(&picture).expect("there is a code in the picture");
    let pad = controller(&text.parse().expect("the code is a join link"));

    let (end, mut told, mut is_seated) = (Instant::now() + PATIENCE, Vec::new(), false);
    let connected = PadUpdate::Connected { fresh: true };
    while !(is_seated && told.contains(&connected)) {
        assert!(Instant::now() < end, "Ada is not let in: {told:?}");
        studio.step(1);
        told.extend(std::iter::from_fn(|| pad.poll()));
        let cards = &studio.app().world().resource::<Roster>().cards;
        is_seated = cards
            .iter()
            .any(|card| card.name == "Ada" && card.presence == Presence::Here && !card.local);
    }
}
