//! Turns what happens in the app into lines on standard output. Knows who makes the messages, not how lines look.

use crate::chat::{ChatNews, Told};
use crate::choices::named;
use crate::event_log::EventLog;
use crate::events::{Event, PadFields, SeatScore};
use crate::flow::{GameNews, Intent};
use crate::kept::Restored;
use crate::net::{MoreRejected, PadNews, PadRejected};
use crate::room::{Guest, RoomNews};
use crate::stage::{Outcome, Stage, Standings};
use crate::transports::TransportNews;
use bevy::prelude::*;
use couchpad_core::protocol::PadId;
use couchpad_core::session::{HostEvent, HostEventKind};
use couchpad_games::game::GameEvent;
use std::collections::HashSet;

/// Where the lines go; without it, nothing is told.
#[derive(Resource)]
pub struct Teller {
    log: EventLog,
    /// Pads that are missing, so that the end of the wait for one is not told as if it had left twice.
    missing: HashSet<PadId>,
    /// How often an address was locked out.
    locked_out: u64,
    /// The reader went: nothing is written any more.
    is_closed: bool,
}

impl Teller {
    /// Tells on this log.
    #[must_use]
    pub fn new(log: EventLog) -> Self {
        Self {
            log,
            missing: HashSet::new(),
            locked_out: 0,
            is_closed: false,
        }
    }

    /// Writes one line. After the first failure it does nothing and tells `false`: nobody reads any more.
    pub fn tell(&mut self, event: &Event) -> bool {
        if !self.is_closed
            && let Err(error) = self.log.write(event)
        {
            tracing::info!("nobody reads the events any more: {error}");
            self.is_closed = true;
        }
        !self.is_closed
    }

    /// A pad's news as an event, if it is one.
    fn pad_event(&mut self, news: &HostEvent) -> Option<Event> {
        let pad = PadFields {
            pad: Some(news.pad.0),
            name: news.name.clone(),
            seat: news.seat.map(|seat| seat.0),
        };
        Some(match news.kind {
            HostEventKind::Joined => Event::PadJoined(pad),
            HostEventKind::Lost { reason } => {
                self.missing.insert(news.pad);
                Event::PadLeft {
                    pad,
                    reason: reason.word(),
                    seat_kept: true,
                }
            }
            HostEventKind::Resumed => {
                self.missing.remove(&news.pad);
                Event::PadResumed(pad)
            }
            HostEventKind::Left { reason } if self.missing.remove(&news.pad) => Event::PadExpired {
                pad,
                reason: reason.word(),
            },
            HostEventKind::Left { reason } => Event::PadLeft {
                pad,
                reason: reason.word(),
                seat_kept: false,
            },
            HostEventKind::Seated => Event::PadSeated(pad),
            HostEventKind::Unseated => Event::PadUnseated(pad),
            HostEventKind::Renamed => Event::PadRenamed(pad),
            HostEventKind::System { .. }
            | HostEventKind::Action { .. }
            | HostEventKind::App { .. }
            | HostEventKind::Message(_)
            | HostEventKind::Undelivered { .. } => return None,
        })
    }
}

impl Teller {
    /// The room's news as an event.
    fn room_event(&mut self, news: &RoomNews) -> Event {
        match news {
            RoomNews::CodeChanged { code } => Event::CodeChanged { code: code.clone() },
            RoomNews::LinkChanged { join } => Event::LinkChanged { join: join.clone() },
            RoomNews::Locked(true) => Event::RoomLocked {},
            RoomNews::Locked(false) => Event::RoomUnlocked {},
            RoomNews::Asked(guest) => Event::PadRememberAsked(fields(guest)),
            RoomNews::Remembered { guest, yes } => Event::PadRemembered {
                pad: fields(guest),
                remembered: *yes,
            },
            RoomNews::Quiet(muted) => Event::ChatMuted { muted: *muted },
            RoomNews::Muted { guest, yes } => Event::PadMuted {
                pad: fields(guest),
                muted: *yes,
            },
            RoomNews::LockedOut { seconds } => {
                self.locked_out += 1;
                Event::AddressLockedOut {
                    seconds: *seconds,
                    count: self.locked_out,
                }
            }
            RoomNews::EveningEnded => Event::EveningEnded {},
        }
    }
}

fn fields(guest: &Guest) -> PadFields {
    PadFields {
        pad: Some(guest.pad.0),
        name: guest.name.clone(),
        seat: guest.seat.map(|seat| seat.0),
    }
}

/// Tells what happens, where there is a [`Teller`].
pub fn plugin(app: &mut App) {
    app.add_systems(
        PostUpdate,
        (tell_restored, tell_pads, tell_room, tell_game)
            .chain()
            .run_if(resource_exists::<Teller>),
    );
}

/// Their first news is that they are back, or that nobody waits for them any more.
fn tell_restored(
    mut teller: ResMut<Teller>,
    mut news: MessageReader<Restored>,
    mut intents: MessageWriter<Intent>,
) {
    for Restored(guests) in news.read() {
        teller.missing.extend(guests.iter().map(|guest| guest.pad));
        let pads = guests.iter().map(fields).collect();
        if !teller.tell(&Event::SeatsRestored { pads }) {
            intents.write(Intent::Quit);
        }
    }
}

fn tell_pads(
    mut teller: ResMut<Teller>,
    mut news: MessageReader<PadNews>,
    mut rejected: MessageReader<PadRejected>,
    mut more: MessageReader<MoreRejected>,
    mut transports: MessageReader<TransportNews>,
    mut intents: MessageWriter<Intent>,
) {
    let mut is_read = true;
    for PadNews(news) in news.read() {
        if let Some(event) = teller.pad_event(news) {
            is_read &= teller.tell(&event);
        }
    }
    for pad in rejected.read() {
        let event = Event::PadRejected {
            pad: PadFields {
                pad: None,
                name: pad.name.clone(),
                seat: None,
            },
            reason: pad.reason.word(),
        };
        is_read &= teller.tell(&event);
    }
    for news in transports.read() {
        let event = Event::PadTransport {
            pad: fields(&news.guest),
            transport: news.kind.word(),
        };
        is_read &= teller.tell(&event);
    }
    for MoreRejected(count) in more.read() {
        is_read &= teller.tell(&Event::MoreRejected { count: *count });
    }
    if !is_read {
        intents.write(Intent::Quit);
    }
}

fn tell_room(
    mut teller: ResMut<Teller>,
    mut news: MessageReader<RoomNews>,
    mut said: MessageReader<ChatNews>,
    mut intents: MessageWriter<Intent>,
) {
    for news in news.read() {
        let event = teller.room_event(news);
        if !teller.tell(&event) {
            intents.write(Intent::Quit);
        }
    }
    for news in said.read() {
        if !teller.tell(&chat_event(news)) {
            intents.write(Intent::Quit);
        }
    }
}

/// That somebody said something; the words are for the room alone.
fn chat_event(news: &ChatNews) -> Event {
    let pad = fields(&news.guest);
    match news.what {
        Told::Text { letters } => Event::Said { pad, letters },
        Told::Emote(emote) => Event::Emote {
            pad,
            emote: emote.word(),
        },
    }
}

fn tell_game(
    mut teller: ResMut<Teller>,
    stage: Res<Stage>,
    mut news: MessageReader<GameNews>,
    mut intents: MessageWriter<Intent>,
) {
    for news in news.read() {
        let mut is_read = true;
        if let Some(event) = game_event(news, &stage) {
            is_read &= teller.tell(&event);
        }
        if let GameNews::Over(outcome) = news {
            for event in outcome.standings.iter().flat_map(high_scores) {
                is_read &= teller.tell(&event);
            }
        }
        if !is_read {
            intents.write(Intent::Quit);
        }
    }
}

fn game_event(news: &GameNews, stage: &Stage) -> Option<Event> {
    Some(match news {
        GameNews::Started { game, seed } => Event::GameStarted {
            game,
            seed: *seed,
            options: named(stage.entry.manifest, stage.setup.options).collect(),
            pack: pack_title(stage),
        },
        GameNews::Restored { game, seed } => Event::GameRestored { game, seed: *seed },
        GameNews::Paused => Event::GamePaused {},
        GameNews::Counting { seconds } => Event::GameCountdown { seconds: *seconds },
        GameNews::Resumed => Event::GameResumed {},
        GameNews::Aborted { total } => Event::GameAborted { total: *total },
        GameNews::Over(outcome) => game_over(outcome),
        GameNews::Step(GameEvent::Score {
            seat,
            points,
            total,
        }) => Event::Score {
            seat: seat.0,
            points: *points,
            total: *total,
        },
        GameNews::Step(GameEvent::RoundCleared { round }) => Event::RoundCleared { round: *round },
        // the end is told with everyone's points, and who shakes or glows is nobody else's business
        GameNews::Step(
            GameEvent::GameOver { .. }
            | GameEvent::Rumble(_)
            | GameEvent::Shakes { .. }
            | GameEvent::Glow(_),
        ) => return None,
    })
}

/// What the running game's pack is called.
fn pack_title(stage: &Stage) -> Option<String> {
    let check = stage.entry.manifest.packs?.check;
    let info = check(stage.setup.pack.as_deref()?).ok()?;
    Some(couchpad_core::protocol::clean_name(&info.title))
}

fn game_over(outcome: &Outcome) -> Event {
    let scores = outcome.scores.iter().map(|score| SeatScore {
        seat: score.seat.0,
        name: score.name.clone(),
        points: score.points,
    });
    Event::GameOver {
        won: outcome.won,
        total: outcome.team,
        scores: scores.collect(),
    }
}

/// The new ones, best first.
fn high_scores(standings: &Standings) -> impl Iterator<Item = Event> + '_ {
    let class = &standings.class;
    let places = standings.places.iter().zip(&standings.new);
    let new = places.filter(|(_, is_new)| **is_new);
    new.map(|(place, _)| Event::HighScore {
        game: class.game.clone(),
        league: class.league.clone(),
        pack: class.pack.as_ref().map(|pack| pack.title.clone()),
        players: class.players,
        place: standings.rank(place.points),
        points: place.points,
        names: place.names.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event_log::Format;
    use couchpad_core::protocol::SeatIndex;
    use couchpad_core::session::{LeftReason, LostReason};

    fn told(teller: &mut Teller, kind: HostEventKind) -> String {
        let news = HostEvent {
            pad: PadId(4),
            name: "Ada".into(),
            seat: Some(SeatIndex(1)),
            kind,
        };
        let event = teller.pad_event(&news);
        event.map(|e| e.to_string()).unwrap_or_default()
    }

    #[test]
    fn every_lock_out_counts() {
        let mut teller = Teller::new(EventLog::new(Format::Plain, std::io::sink()).unwrap());
        let news = RoomNews::LockedOut { seconds: 30 };
        for count in 1..=3 {
            let event = teller.room_event(&news);
            assert_eq!(event, Event::AddressLockedOut { seconds: 30, count });
        }
    }

    #[test]
    fn a_pad_leaves_once() {
        let mut teller = Teller::new(EventLog::new(Format::Plain, std::io::sink()).unwrap());
        let lost = || HostEventKind::Lost {
            reason: LostReason::Reset,
        };
        let left = |reason| HostEventKind::Left { reason };
        assert_eq!(
            told(&mut teller, HostEventKind::Joined),
            "Ada (seat 2) joined"
        );
        let dropped = "Ada (seat 2) dropped: reset; the place is kept";
        assert_eq!(told(&mut teller, lost()), dropped);
        assert_eq!(
            told(&mut teller, HostEventKind::Resumed),
            "Ada (seat 2) is back"
        );
        assert_eq!(told(&mut teller, lost()), dropped);
        let expired = "Ada (seat 2) did not come back; the place is free";
        assert_eq!(told(&mut teller, left(LeftReason::Expired)), expired);
        assert_eq!(
            told(&mut teller, left(LeftReason::Quit)),
            "Ada (seat 2) left: quit"
        );
    }
}
