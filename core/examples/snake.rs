//! Snake for as many as like, in a terminal, on the kit's easy API and nothing else.
//!
//! `cargo run -p couchpad-core --example snake -- host` opens a field and prints how to get in; the touch app steers with a
//! D-pad and shows the field, too. `cargo run -p couchpad-core --example snake -- join LINK Bo` steers with w, a, s, d and
//! Enter, and shows a copy of the field that is kept in step by what changes in it.

use couchpad_core::easy::{
    Channel, ConnectConfig, ControlId, Event, Follower, Host, ListenConfig, Pad, PadLayout, Peer,
    Player, Published, Showing, Shown,
};
use couchpad_core::protocol::{Area, ButtonIndex, ControlKind, Orientation, Weight, cell};
use std::collections::{BTreeMap, VecDeque};
use std::error::Error;
use std::io::BufRead;
use std::sync::mpsc::{self, TryRecvError};
use std::{thread, time::Duration};

/// What pads have a copy of, by key: a line of text on how it stands, and the cells of the field.
const FIELD: Channel = Channel::new(0);
const NEWS: u16 = 0;
const CELLS: u16 = 1;

const COLUMNS: usize = 32;
const ROWS: usize = 16;
const STEP: Duration = Duration::from_millis(150);
/// Keys and buttons: up, down, left, right; and by how many columns and rows they lead on, the field having no edge.
const WAYS: [(char, usize, usize); 4] = [
    ('w', 0, ROWS - 1),
    ('s', 0, 1),
    ('a', COLUMNS - 1, 0),
    ('d', 1, 0),
];

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["host"] => host("0", true),
        ["host", at] => host(at, false),
        ["join", link, name] => join(link, name),
        _ => Err("snake host [ADDRESS:PORT] | snake join LINK NAME".into()),
    }
}

/// A player's snake: its cells from the head on, and which way it goes.
struct Snake(VecDeque<usize>, usize);

impl Snake {
    fn new(seat: usize) -> Self {
        let tail = (seat * 5 + 2) % ROWS * COLUMNS;
        Self((tail..tail + 3).rev().collect(), 3)
    }
}

#[derive(Default)]
struct Game {
    snakes: BTreeMap<Peer, Snake>,
    fruit: usize,
}

impl Game {
    /// One player's snake goes on. Whoever hits a snake begins anew.
    fn step(&mut self, seat: usize, player: &Player) {
        let Snake(body, way) = (self.snakes.entry(player.peer)).or_insert_with(|| Snake::new(seat));
        let pressed = |way: &usize| player.input.pressed(ButtonIndex(*way as u8));
        // up and down, left and right are pairs: nobody turns back into the own neck
        let turn = (0..4).find(|turn| *turn != *way ^ 1 && pressed(turn));
        *way = turn.unwrap_or(*way);
        let (head, (_, right, down)) = (body[0], WAYS[*way]);
        let next = (head / COLUMNS + down) % ROWS * COLUMNS + (head + right) % COLUMNS;
        let cells = self.cells(&[]);
        let Some(Snake(body, _)) = self.snakes.get_mut(&player.peer) else {
            return;
        };
        body.push_front(next);
        match cells[next] {
            cell::EMPTY => drop(body.pop_back()),
            cell::PRIZE => self.fruit = (self.fruit * 7 + next + 101) % (COLUMNS * ROWS),
            _ => drop(self.snakes.insert(player.peer, Snake::new(seat))),
        }
    }

    /// The field, with the players' marks.
    fn cells(&self, players: &[Player]) -> Vec<u8> {
        let mut cells = vec![cell::EMPTY; COLUMNS * ROWS];
        cells[self.fruit] = cell::PRIZE;
        for (peer, Snake(body, _)) in &self.snakes {
            let player = players.iter().find(|player| player.peer == *peer);
            let mark = player.and_then(|player| player.mark).unwrap_or_default();
            body.iter().for_each(|at| cells[*at] = cell::of(mark));
            cells[body[0]] |= cell::BRIGHT;
        }
        cells
    }
}

fn host(at: &str, announce: bool) -> Outcome {
    let [up, down, left, right] = [0, 1, 2, 3].map(ButtonIndex);
    let (weight, columns) = (Weight::Primary, COLUMNS as u8);
    #[rustfmt::skip]
    let layout = PadLayout::new("Snake", Orientation::Portrait)
        .with("", Area::new(0, 0, 1000, 450), ControlKind::Show { weight })
        .with("", Area::new(100, 500, 800, 500), ControlKind::DPad { up, down, left, right });
    let mut config = ListenConfig::default();
    (config.announce, config.layout) = (announce, Some(layout));
    let host = Host::listen(at, config)?;
    let mut field = Published::on(FIELD);
    let mut game = Game::default();
    loop {
        for event in host.poll() {
            field.take(&event);
        }
        let mut players = host.players();
        players.retain(|player| player.seat.is_some());
        (game.snakes).retain(|peer, _| players.iter().any(|player| player.peer == *peer));
        for (seat, player) in players.iter().enumerate() {
            game.step(seat, player);
        }
        let long =
            |player: &Player| format!("{} {}", player.name, game.snakes[&player.peer].0.len());
        let news = players.iter().map(long).collect::<Vec<_>>().join(", ");
        let cells = game.cells(&players);
        field.put(NEWS, &news)?;
        field.put(CELLS, &cells)?;
        field.send(&host);
        draw(&format!("join with: {}\n{news}", host.join_link()), &cells);
        let mut showing = Showing::default();
        showing.set(ControlId(0), Shown::Board { columns, cells });
        host.show(Peer::Everyone, &showing);
        host.flush();
        thread::sleep(STEP);
    }
}

fn draw(news: &str, cells: &[u8]) {
    let sign = |cell: &u8| match *cell {
        cell::EMPTY => '.',
        cell::PRIZE => '*',
        head if head & cell::BRIGHT > 0 => char::from(b'@' + (head & !cell::BRIGHT)),
        body => char::from(b'`' + body),
    };
    println!("\x1b[H\x1b[J{news}");
    for row in cells.chunks(COLUMNS) {
        println!("{}", row.iter().map(sign).collect::<String>());
    }
}

fn join(link: &str, name: &str) -> Outcome {
    let pad = Pad::connect(link, ConnectConfig::named(name))?;
    let mut field = Follower::on(FIELD);
    let (typed, keys) = mpsc::channel();
    thread::spawn(move || {
        let lines = std::io::stdin().lock().lines().map_while(Result::ok);
        let _ =
            (lines.flat_map(String::into_bytes)).try_for_each(|key| typed.send(char::from(key)));
    });
    loop {
        for event in pad.poll() {
            if let Event::Left { reason, .. } = event {
                return Err(reason.to_string().into());
            }
            if !field.take(&pad, &event).is_empty() {
                let news: String = field.value(NEWS).unwrap_or_default();
                draw(&news, &field.value::<Vec<u8>>(CELLS).unwrap_or_default());
            }
        }
        match keys.try_recv() {
            Ok(key) => {
                if let Some(way) = WAYS.iter().position(|(name, ..)| *name == key) {
                    pad.handle().press(ButtonIndex(way as u8));
                    pad.handle().release(ButtonIndex(way as u8));
                }
            }
            Err(TryRecvError::Empty) => thread::sleep(Duration::from_millis(10)),
            Err(TryRecvError::Disconnected) => break,
        }
    }
    pad.leave();
    Ok(())
}
