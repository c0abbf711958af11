//! Acts on wishes: the only place that changes the screen, begins a game or ends one.

use super::countdown::COUNTDOWN;
use super::{GameNews, Intent, Screen, Seeds, seeds};
use crate::choices::Choices;
use crate::game_host::GameHost;
use crate::heard::Heard;
use crate::identity::unix_now;
use crate::net::Net;
use crate::roster;
use crate::scores::Scores;
use crate::stage::{FinalScore, Outcome, Stage};
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use couchpad_core::protocol::Place;
use couchpad_games::game::AnyGame;
use couchpad_games::replay::End;

/// Everything that changes when the screen does.
#[derive(SystemParam)]
pub(super) struct House<'w> {
    time: Res<'w, Time<Real>>,
    next: ResMut<'w, NextState<Screen>>,
    stage: ResMut<'w, Stage>,
    host: ResMut<'w, GameHost>,
    fixed: ResMut<'w, Time<Fixed>>,
    net: ResMut<'w, Net>,
    seeds: ResMut<'w, Seeds>,
    choices: ResMut<'w, Choices>,
    heard: ResMut<'w, Heard>,
    scores: ResMut<'w, Scores>,
    news: MessageWriter<'w, GameNews>,
    exit: MessageWriter<'w, AppExit>,
}

/// Ends a game that nobody has a seat in any more.
pub(super) fn leave_empty_game(screen: Res<State<Screen>>, mut house: House) {
    if matches!(screen.get(), Screen::Playing | Screen::Paused) && !house.is_anyone_seated() {
        house.abort();
    }
}

/// Shows the results once the game is over.
pub(super) fn finish(screen: Res<State<Screen>>, mut house: House) {
    let is_over = house.stage.game.as_deref().is_some_and(AnyGame::is_over);
    if *screen.get() == Screen::Playing && is_over {
        house.show_results();
    }
}

/// Acts on what is wished for; at most one wish that changes the screen in one frame. The wish to close counts beside any
/// other.
pub(super) fn act(screen: Res<State<Screen>>, mut wishes: MessageReader<Intent>, mut house: House) {
    let mut is_settled = false;
    for wish in wishes.read() {
        if *wish == Intent::Quit {
            house.exit.write(AppExit::Success);
        } else if !is_settled {
            is_settled = house.carry_out(*wish, *screen.get());
        }
    }
}

impl House<'_> {
    /// Carries one wish out if it fits the screen. Tells whether the screen changes.
    fn carry_out(&mut self, wish: Intent, screen: Screen) -> bool {
        if matches!(*self.next, NextState::Pending(_)) {
            return true;
        }
        match (wish, screen) {
            (Intent::Start, Screen::Lobby | Screen::Results) => return self.begin(),
            (Intent::Start | Intent::TogglePause, Screen::Paused) => {
                self.stage.countdown = Some(COUNTDOWN);
                let seconds = COUNTDOWN.as_secs();
                self.go(Screen::Playing, GameNews::Counting { seconds });
            }
            (Intent::Pause | Intent::TogglePause, Screen::Playing) => {
                self.stage.countdown = None;
                self.go(Screen::Paused, GameNews::Paused);
            }
            (Intent::ToLobby, Screen::Playing | Screen::Paused) => self.abort(),
            (Intent::ToLobby, Screen::Results) => self.clear_stage(),
            (Intent::NextGame(by), Screen::Lobby) => {
                self.choose(by);
                return false;
            }
            (Intent::Choose { row, by }, Screen::Lobby) => {
                let manifest = self.stage.entry.manifest;
                self.choices.turn(manifest, usize::from(row), by);
                return false;
            }
            _ => return false,
        }
        true
    }

    fn is_anyone_seated(&self) -> bool {
        let seats = self.net.session().seats();
        seats.iter().any(|seat| seat.pad.is_some())
    }

    fn go(&mut self, screen: Screen, news: GameNews) {
        self.next.set(screen);
        self.news.write(news);
    }

    fn begin(&mut self) -> bool {
        if !self.is_anyone_seated() {
            return false;
        }
        let entry = self.stage.entry;
        let seed = if self.choices.daily {
            seeds::of_the_day(unix_now())
        } else {
            self.seeds.draw()
        };
        let mut setup = self.choices.setup(entry.manifest, seed);
        if !self.choices.daily {
            // the draw of the day is the same for everybody, whatever they have heard
            setup.heard = self.heard.of(entry.manifest.id).to_vec();
        }
        self.host
            .begin(&mut self.stage, entry, setup, &mut self.fixed);
        let game = entry.manifest.id;
        self.go(Screen::Playing, GameNews::Started { game, seed });
        true
    }

    fn abort(&mut self) {
        let total = self.stage.game.as_deref().map_or(0, AnyGame::team_score);
        if let Some(game) = self.stage.game.as_deref() {
            self.heard.take(game);
            self.host.end_recording(game, End::Stopped);
        }
        self.news.write(GameNews::Aborted { total });
        self.clear_stage();
    }

    fn clear_stage(&mut self) {
        self.stage.game = None;
        self.stage.countdown = None;
        self.stage.outcome = None;
        self.next.set(Screen::Lobby);
    }

    fn choose(&mut self, by: i8) {
        let games = couchpad_games::games();
        let id = self.stage.entry.manifest.id;
        let at = games.iter().position(|game| game.manifest.id == id);
        let Ok(count) = i64::try_from(games.len()) else {
            return;
        };
        let from = i64::try_from(at.unwrap_or(0)).unwrap_or(0);
        let to = (from + i64::from(by)).rem_euclid(count.max(1));
        let entry = usize::try_from(to).ok().and_then(|to| games.get(to));
        if let Some(entry) = entry.filter(|entry| entry.manifest.id != id) {
            self.stage.entry = *entry;
            let seats = entry.manifest.seats.seats();
            self.net.session_mut().set_seats(self.time.elapsed(), seats);
        }
    }

    fn show_results(&mut self) {
        let Some(game) = self.stage.game.as_deref() else {
            return;
        };
        let mut outcome = outcome(game, self.host.is_won(), &self.net);
        self.scores.enter(&self.stage, &mut outcome, unix_now());
        self.heard.take(game);
        self.host.end_recording(game, End::Over);
        self.stage.outcome = Some(outcome.clone());
        self.go(Screen::Results, GameNews::Over(outcome));
    }
}

fn outcome(game: &dyn AnyGame, won: bool, net: &Net) -> Outcome {
    let seated = net.session().pads().filter_map(|pad| match pad.place {
        Place::Seated { seat, mark } => {
            let name = pad.name.to_owned();
            Some(FinalScore::in_game(game, seat, mark, name))
        }
        Place::Waiting { .. } => None,
    });
    let mut scores: Vec<_> = seated.collect();
    scores.sort_by_key(|score| (std::cmp::Reverse(score.points), score.seat));
    let sides = roster::sides(game, scores.iter().map(|score| score.seat));
    Outcome {
        won,
        sides,
        team: game.team_score(),
        race: game.is_race(),
        scores,
        record: None,
        standings: None,
    }
}
