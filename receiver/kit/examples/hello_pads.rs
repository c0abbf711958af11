//! Every connected pad is a coloured dot that its swipe moves.
//! `cargo run -p couchpad-bevy --example hello_pads`, then `couchpad-gamepad --join LINK` with the link that is shown.

use bevy::platform::collections::HashMap;
use bevy::prelude::*;
use couchpad_bevy::easy::{ListenConfig, PadLayout, Peer};
use couchpad_bevy::protocol::{Area, AxisIndex, ControlKind, Orientation};
use couchpad_bevy::{CouchpadPlugin, Pads, Players};

fn main() -> Result {
    let swipe = ControlKind::SwipeArea {
        x: Some(AxisIndex(0)),
        y: Some(AxisIndex(1)),
        travel: 600,
    };
    let config = ListenConfig {
        name: "Hello pads".to_owned(),
        layout: Some(PadLayout::new("Swipe", Orientation::Any).with("", Area::ALL, swipe)),
        ..ListenConfig::default()
    };
    App::new()
        .add_plugins((DefaultPlugins, CouchpadPlugin::listen("0", config)?))
        .add_systems(Startup, show_link)
        .add_systems(Update, move_dots)
        .run();
    Ok(())
}

fn show_link(mut commands: Commands, pads: Res<Pads>) {
    commands.spawn(Camera2d);
    commands.spawn(Text::new(pads.join_link().to_string()));
    println!("{}", pads.join_link());
}

fn move_dots(
    mut commands: Commands,
    players: Res<Players>,
    mut dots: Local<HashMap<Peer, Entity>>,
    (mut meshes, mut colours): (ResMut<Assets<Mesh>>, ResMut<Assets<ColorMaterial>>),
) {
    dots.retain(|peer, dot| {
        let here = players.iter().any(|player| player.peer == *peer);
        if !here {
            commands.entity(*dot).despawn();
        }
        here
    });
    for player in players.iter() {
        let dot = *dots.entry(player.peer).or_insert_with(|| {
            let colour = Color::hsl(f32::from(player.mark.unwrap_or(0)) * 45.0, 0.8, 0.6);
            let look = MeshMaterial2d(colours.add(colour));
            let shape = Mesh2d(meshes.add(Circle::new(40.0)));
            commands.spawn((shape, look)).id()
        });
        let at = [0, 1].map(|axis| f32::from(player.input.axes[axis]) / f32::from(i16::MAX));
        let place = Transform::from_xyz(at[0] * 500.0, -at[1] * 300.0, 0.0);
        commands.entity(dot).insert(place);
    }
}
