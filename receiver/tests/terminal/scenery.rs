//! What the tests show: a screen, a game that stand-ins play, and made-up people in a made-up room.

use couchpad_games::game::{Inputs, SeatEvent, SeatIndex, Setup};
use couchpad_protocol::{JoinLink, PadId};
use couchpad_receiver::chat::Chat;
use couchpad_receiver::choices::Choices;
use couchpad_receiver::flow::Screen;
use couchpad_receiver::local_players::AskedHere;
use couchpad_receiver::room::Room;
use couchpad_receiver::roster::{Card, Presence, Roster};
use couchpad_receiver::screens::Desk;
use couchpad_receiver::sound::Volume;
use couchpad_receiver::stage::{FinalScore, Outcome, Stage};
use couchpad_receiver::terminal::{Colours, Depth, Idle, Notes, Reel, Shown, draw};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use std::time::Duration;

/// What one test shows.
pub(crate) struct Scenery {
    pub(crate) screen: Screen,
    pub(crate) stage: Stage,
    pub(crate) roster: Roster,
    pub(crate) room: Room,
    pub(crate) desk: Desk,
    pub(crate) joined: [bool; 2],
    pub(crate) depth: Depth,
    pub(crate) volume: Option<Volume>,
    pub(crate) notes: Notes,
    pub(crate) choices: Choices,
    pub(crate) idle: Idle,
    pub(crate) reel: Option<Reel>,
    pub(crate) chat: Chat,
}

impl Scenery {
    pub(crate) fn new(screen: Screen, game: &str, players: u16) -> Self {
        let entry = *couchpad_games::find(game).unwrap();
        Self {
            screen,
            stage: Stage::new(entry),
            roster: roster(players),
            room: room(&["192.168.178.21", "[fd5e:8a3c:91d2::21]"]),
            desk: Desk::Clear,
            joined: [false, false],
            depth: Depth::True,
            volume: None,
            notes: Notes::default(),
            choices: Choices::default(),
            idle: Idle::Off,
            reel: None,
            chat: Chat::default(),
        }
    }

    /// A running game, played by stand-ins for so many steps.
    pub(crate) fn played(screen: Screen, game: &str, players: u16, steps: u32) -> Self {
        let mut scenery = Self::new(screen, game, players);
        let mut game = (scenery.stage.entry.begin)(&Setup::new(7));
        for seat in (0..players).map(SeatIndex) {
            game.on_seat(SeatEvent::Taken(seat));
        }
        for _ in 0..steps {
            let seats: Vec<_> = (0..players).map(|n| game.stand_in(SeatIndex(n))).collect();
            game.step(&Inputs {
                seats: &seats,
                actions: &[],
            });
        }
        scenery.stage.game = Some(game);
        scenery
    }

    pub(crate) fn cells(&self, (columns, rows): (u16, u16)) -> Buffer {
        let shown = Shown {
            screen: self.screen,
            stage: &self.stage,
            roster: &self.roster,
            room: &self.room,
            chat: &self.chat,
            desk: self.desk,
            joined: self.joined,
            asked: &AskedHere::default(),
            choices: &self.choices,
            idle: &self.idle,
            reel: self.reel.as_ref(),
            volume: self.volume,
            notes: &self.notes,
            colours: Colours { depth: self.depth },
        };
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal
            .draw(|frame| draw(&shown, frame.area(), frame.buffer_mut()))
            .unwrap();
        terminal.backend().buffer().clone()
    }

    pub(crate) fn text(&self, size: (u16, u16)) -> String {
        text(&self.cells(size))
    }
}

pub(crate) fn text(cells: &Buffer) -> String {
    let mut text = String::new();
    for row in cells.content.chunks(usize::from(cells.area.width)) {
        // a wide letter leaves the cell behind it empty
        let line: String = row.iter().map(|cell| cell.symbol()).collect();
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

pub(crate) fn card(seat: u16, name: &str) -> Card {
    Card {
        pad: PadId(u32::from(seat)),
        name: name.to_owned(),
        seat: SeatIndex(seat),
        mark: seat as u8,
        presence: Presence::Here,
        rtt: Some(Duration::from_millis(4)),
        loss: 0.0,
        cause: None,
        tcp: false,
        local: false,
        standing_in: false,
    }
}

pub(crate) fn roster(players: u16) -> Roster {
    let mut cards = vec![
        card(0, "Ada"),
        card(1, "Grace Brewster Murray Ho"),
        card(2, "Алан"),
        card(3, "Keyboard"),
    ];
    cards[1].rtt = Some(Duration::from_millis(62));
    cards[1].loss = 0.05;
    cards[2].presence = Presence::Offline;
    cards[2].standing_in = true;
    cards[3].local = true;
    cards.truncate(usize::from(players));
    cards.extend((4..players).map(|seat| card(seat, &format!("Player {seat}"))));
    Roster {
        cards,
        waiting: 0,
        seats: 8,
    }
}

/// A made-up room, reached at these addresses.
pub(crate) fn room(hosts: &[&str]) -> Room {
    let pairing = "s=AQEBAQEBAQEBAQEBAQEBAQ&k=AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI";
    let link = format!("couchpad://{}:4455?{pairing}", hosts.join(","));
    let read: JoinLink = link.parse().unwrap();
    Room {
        name: "Living room".to_owned(),
        code: "048213".to_owned(),
        page: read.page(),
        addresses: read.addresses().map(|a| a.to_string()).collect(),
        link,
        ..Room::default()
    }
}

pub(crate) fn outcome(roster: &Roster) -> Outcome {
    let points = [1200, 900, 450, 0];
    let scores = roster.cards.iter().zip(points);
    Outcome {
        won: true,
        team: 2550,
        scores: scores
            .map(|(card, points)| FinalScore::new(card.seat, card.mark, card.name.clone(), points))
            .collect(),
        ..Outcome::default()
    }
}
