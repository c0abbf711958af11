//! Records every game of the run: begins a file with each, tells it who plays, and hands the disk what is ready. The game host
//! tells the recorder what the game is given. Must not know how a file is written.

use super::file::{Target, Writer};
use crate::flow::{Acted, GameNews};
use crate::game_host::GameHost;
use crate::room::Say;
use crate::roster::{Card, Roster};
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_core::protocol::PadId;
use couchpad_games::game::Pacing;
use couchpad_games::replay::{End, From, Head, Player, REPLAY_BYTES, Recorder};
use std::time::Duration;

/// Games that wait for events may wait for long: so often what they did is written anyway.
const AT_LEAST: Duration = Duration::from_secs(1);

/// Records the games of this run.
#[derive(Resource, Debug)]
pub struct Recording {
    target: Target,
    file: Option<Writer>,
    /// Files that end: their disks have time until the receiver does.
    ending: Vec<Writer>,
    bytes: usize,
    /// Whom the recording was told of: pad, mark and name of each.
    told: Vec<(PadId, Player)>,
    settled: Duration,
}

impl Recording {
    /// Records to there.
    #[must_use]
    pub fn new(target: Target) -> Self {
        Self {
            target,
            file: None,
            ending: Vec::new(),
            bytes: 0,
            told: Vec::new(),
            settled: Duration::ZERO,
        }
    }
}

/// Records, where there is a [`Recording`]; wants the flow and the game host.
pub fn plugin(app: &mut App) {
    app.add_systems(
        PostUpdate,
        (begin, introduce, keep)
            .chain()
            .after(Acted)
            .run_if(resource_exists::<Recording>),
    )
    .add_systems(
        Last,
        stop.after(bevy::window::exit_on_all_closed)
            .run_if(resource_exists::<Recording>.and_then(on_message::<AppExit>)),
    );
}

/// Begins with the game, before anybody is told to it; with one that stands here again, where it stands.
fn begin(
    stage: Res<Stage>,
    mut news: MessageReader<GameNews>,
    mut host: ResMut<GameHost>,
    mut recording: ResMut<Recording>,
    mut say: MessageWriter<Say>,
) {
    for news in news.read() {
        let is_new = matches!(news, GameNews::Started { .. });
        if !is_new && !matches!(news, GameNews::Restored { .. }) {
            continue;
        }
        // the one before ends here at the latest
        recording.close();
        match recording.begin(&stage, is_new) {
            Ok(recorder) => host.record(Some(recorder)),
            Err(why) => {
                tracing::warn!("this game is not recorded: {why}");
                say.write(Say(format!("This game is not recorded: {why}.")));
            }
        }
    }
}

/// Tells who plays, for those who watch later.
fn introduce(roster: Res<Roster>, mut host: ResMut<GameHost>, mut recording: ResMut<Recording>) {
    let Some(recorder) = host.recorder() else {
        return;
    };
    recording.told.retain(|(pad, told)| {
        let card = roster.seat(told.seat);
        card.is_some_and(|card| card.pad == *pad && player(card) == *told)
    });
    for card in &roster.cards {
        let is_told = |(_, told): &(PadId, Player)| told.seat == card.seat;
        if !recording.told.iter().any(is_told) {
            recorder.player(&player(card));
            recording.told.push((card.pad, player(card)));
        }
    }
}

fn player(card: &Card) -> Player {
    Player {
        seat: card.seat,
        mark: card.mark,
        name: card.name.clone(),
    }
}

/// Hands over what is ready; once a recording has ended that was all of it.
fn keep(
    time: Res<Time<Real>>,
    stage: Res<Stage>,
    mut host: ResMut<GameHost>,
    mut recording: ResMut<Recording>,
    mut say: MessageWriter<Say>,
) {
    recording.ending.retain(|file| !file.is_done());
    let Some(recorder) = host.recorder() else {
        return;
    };
    if let Some(game) = stage.game.as_deref()
        && game.manifest().pacing == Pacing::OnEvent
        && time.elapsed().saturating_sub(recording.settled) >= AT_LEAST
    {
        recording.settled = time.elapsed();
        recorder.settle(game);
    }
    let ready = recorder.drain();
    let is_over = recorder.is_ended();
    if let Err(why) = recording.write(ready) {
        host.record(None);
        tracing::warn!("the recording ends here: {why}");
        say.write(Say(format!("The recording ends here: {why}.")));
    } else if is_over {
        host.record(None);
        recording.close();
    }
}

/// Whoever closes the receiver ends the recording.
fn stop(stage: Res<Stage>, mut host: ResMut<GameHost>, mut recording: ResMut<Recording>) {
    if let Some(game) = stage.game.as_deref() {
        host.end_recording(game, End::Stopped);
    }
    let ready = host.recorder().and_then(Recorder::drain);
    if let Err(why) = recording.write(ready) {
        tracing::warn!("the recording ends here: {why}");
    }
    // dropping them waits for the disk
    recording.file = None;
    recording.ending.clear();
}

impl Recording {
    fn begin(&mut self, stage: &Stage, is_new: bool) -> Result<Recorder, String> {
        let manifest = stage.entry.manifest;
        let head = Head {
            game: manifest.id.to_owned(),
            rules: manifest.rules,
            setup: stage.setup.clone(),
            from: if is_new { None } else { Some(here(stage)?) },
        };
        let recorder = Recorder::new(&head, manifest.pacing).map_err(|error| error.to_string())?;
        let file = self.target.begin().map_err(|error| error.to_string())?;
        tracing::info!("this game is recorded to {}", file.path().display());
        self.file = Some(file);
        self.bytes = 0;
        self.told.clear();
        Ok(recorder)
    }

    fn write(&mut self, ready: Option<Vec<u8>>) -> Result<(), String> {
        let (Some(ready), Some(file)) = (ready, &mut self.file) else {
            return Ok(());
        };
        self.bytes += ready.len();
        if self.bytes > REPLAY_BYTES {
            self.close();
            return Err("it is as long as a recording can be".into());
        }
        let written = file.write(ready);
        if written.is_err() {
            self.close();
        }
        written
    }

    fn close(&mut self) {
        if let Some(mut file) = self.file.take() {
            file.close();
            self.ending.push(file);
        }
    }
}

/// The running game where it stands.
fn here(stage: &Stage) -> Result<From, String> {
    let saved = stage.game.as_deref().and_then(|game| game.save());
    Ok(From {
        saved: saved.ok_or("it is too large")?,
        steps: stage.steps,
    })
}
