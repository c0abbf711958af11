//! Who comes to the board, who stays, and when the evening is over: in a queue or in a tournament. People come and go at any
//! moment. Must not know how a game is played.

use super::board::Board;
use super::state::{Ending, Event, Finished, Mode, Phase, Player, SEATS, Side};
use super::{ASKS, Four, feel};
use crate::dice::Dice;
use crate::game::{GameEvent, Outputs, SeatIndex};

/// Games of an evening at most: then whoever has won most has won. Only a couple of draws a game come near it.
const GAMES: u32 = 64;
/// So many draws one after the other, and in a tournament the lot decides.
const DRAWS: u32 = 2;
/// Rounds of a tournament whose pairings count more and more.
const ROUNDS: u32 = 16;

impl Four {
    /// Somebody sat down: they queue. Whoever comes when others are out of a tournament already only watches it.
    pub(super) fn come(&mut self, seat: SeatIndex) {
        let state = &mut self.state;
        let at = seat.index();
        let Some(seated) = state.seated.get_mut(at).filter(|seated| !**seated) else {
            return;
        };
        *seated = true;
        (state.points[at], state.wins[at], state.streaks[at]) = (0, 0, (0, 0));
        if state.mode == Mode::WinnerStays || state.round <= 1 {
            state.queue.push(seat);
        }
        self.touch();
    }

    /// Somebody left for good.
    pub(super) fn leave(&mut self, seat: SeatIndex) {
        let side = self.state.side_of(seat);
        let state = &mut self.state;
        let Some(seated) = state.seated.get_mut(seat.index()).filter(|seated| **seated) else {
            return;
        };
        *seated = false;
        state.queue.retain(|other| *other != seat);
        state.through.retain(|other| *other != seat);
        state.urged &= !(1 << seat.index());
        if let Some(side) = side {
            state.sides[side.index()] = None;
            state.asking = None;
        }
        self.touch();
    }

    /// Whoever is missing at the board comes there, if there is anybody.
    pub(super) fn settle(&mut self, outputs: &mut Outputs<Event>) {
        if self.state.phase == Phase::Over {
            return;
        }
        self.relieve_machine();
        match self.state.mode {
            Mode::WinnerStays => self.settle_queue(outputs),
            Mode::Tournament => self.settle_tournament(outputs),
        }
    }

    /// Whoever waits takes the machine's place at once, and goes on with its discs.
    fn relieve_machine(&mut self) {
        for side in Side::BOTH {
            if self.state.player(side) == Some(Player::Machine) && !self.state.queue.is_empty() {
                let next = self.state.queue.remove(0);
                self.sit(side, Player::Seat(next));
            }
        }
    }

    fn sit(&mut self, side: Side, player: Player) {
        let state = &mut self.state;
        state.sides[side.index()] = Some(player);
        state.since[side.index()] = state.games;
        self.touch();
    }

    fn settle_queue(&mut self, outputs: &mut Outputs<Event>) {
        let mut is_new = self.state.phase == Phase::Empty;
        for side in Side::BOTH {
            if self.state.player(side).is_none() && !self.state.queue.is_empty() {
                let next = self.state.queue.remove(0);
                self.sit(side, Player::Seat(next));
                // what others had begun is not theirs
                is_new = true;
            }
        }
        let is_left = |side: Side| self.state.player(side).and_then(Player::seat).is_none();
        if Side::BOTH.into_iter().all(is_left) {
            self.clear();
            return;
        }
        for side in Side::BOTH {
            if self.state.player(side).is_none() {
                self.sit(side, Player::Machine);
            }
        }
        if is_new && self.state.phase != Phase::Ready {
            let first = self.either_side();
            self.new_game(first, outputs);
        }
    }

    fn settle_tournament(&mut self, outputs: &mut Outputs<Event>) {
        if self.state.phase == Phase::Empty && self.state.games == 0 {
            self.draw_lots();
        }
        let others =
            self.state.games > 0 || !self.state.queue.is_empty() || !self.state.through.is_empty();
        match self.state.sides {
            [Some(_), Some(_)] => {}
            [Some(Player::Seat(_)), None] if !others => self.sit(Side::Right, Player::Machine),
            [None, Some(Player::Seat(_))] if !others => self.sit(Side::Left, Player::Machine),
            [Some(Player::Seat(seat)), None] | [None, Some(Player::Seat(seat))] => {
                outputs.details.push(Event::Walkover(seat));
                self.advance(Player::Seat(seat), outputs);
                self.next_pair(outputs);
            }
            _ => self.next_pair(outputs),
        }
    }

    /// The order in which they meet is nobody's choice.
    fn draw_lots(&mut self) {
        let mut dice = Dice::new(self.seed);
        let queue = &mut self.state.queue;
        for place in (1..queue.len()).rev() {
            queue.swap(place, dice.below(place + 1));
        }
    }

    /// Goes on to the next round of the tournament. A pairing of a later round is worth more than all before, so that whoever wins
    /// has most points.
    fn advance(&mut self, player: Player, outputs: &mut Outputs<Event>) {
        if let Player::Seat(seat) = player {
            self.state.through.push(seat);
            let points = 1 << self.state.round.clamp(1, ROUNDS).saturating_sub(1);
            self.score(seat, points, outputs);
        }
        let state = &mut self.state;
        (state.pair_wins, state.draws) = ([0; 2], 0);
        self.clear();
    }

    /// The next two of the tournament, or its end. Who is left over in a round goes on without a game, and plays first in the next.
    fn next_pair(&mut self, outputs: &mut Outputs<Event>) {
        self.clear();
        if self.state.queue.len() < 2 {
            let mut coming = std::mem::take(&mut self.state.queue);
            let is_next_round = !self.state.through.is_empty();
            coming.append(&mut self.state.through);
            match coming.len() {
                0 | 1 if self.state.games > 0 => return self.end(!coming.is_empty(), outputs),
                0 => return,
                _ => {}
            }
            if is_next_round {
                self.state.round += 1;
            }
            self.state.queue = coming;
        }
        for side in Side::BOTH {
            let player = match self.state.queue.first() {
                Some(seat) => Player::Seat(*seat),
                None => Player::Machine,
            };
            if !self.state.queue.is_empty() {
                self.state.queue.remove(0);
            }
            self.sit(side, player);
        }
        let first = self.either_side();
        self.new_game(first, outputs);
    }

    /// Nobody is at the board.
    fn clear(&mut self) {
        let state = &mut self.state;
        if state.phase != Phase::Empty {
            state.phase = Phase::Empty;
            state.sides = [None; 2];
            state.board = Board::default();
            state.asking = None;
            self.touch();
        }
    }

    /// An empty board. The first game of an evening begins at once; before the others one looks at what was.
    fn new_game(&mut self, first: Side, outputs: &mut Outputs<Event>) {
        let state = &mut self.state;
        let is_first = state.games == 0 && state.board.is_empty();
        state.board = Board::default();
        (state.first, state.asking, state.full) = (first, None, None);
        (state.asks_left, state.urged) = ([ASKS; 2], 0);
        state.phase = Phase::Ready;
        self.touch();
        if is_first {
            self.begin(outputs);
        }
    }

    /// The pair is ready.
    pub(super) fn begin(&mut self, outputs: &mut Outputs<Event>) {
        self.state.phase = Phase::Playing;
        self.state.finished = None;
        self.touch();
        outputs.details.push(Event::Began);
        self.tell_turn(outputs);
    }

    /// A side that chance chooses, another one in every game.
    fn either_side(&self) -> Side {
        let mut dice = Dice::new(self.seed ^ u64::from(self.state.games).rotate_left(32));
        Side::BOTH[usize::from(dice.coin())]
    }

    /// A game has ended: counts it, and says who meets next.
    pub(super) fn end_game(&mut self, winner: Option<Side>, outputs: &mut Outputs<Event>) {
        let players = self.state.sides.map(|side| side.unwrap_or(Player::Machine));
        let mut ending = winner.map_or(Ending::Draw, Ending::Won);
        self.state.games += 1;
        self.count(players, winner);
        if self.state.mode == Mode::Tournament {
            ending = self.count_pairing(ending);
        }
        feel::ended(players, ending, outputs);
        outputs.details.push(Event::Ended(ending));
        let round = self.state.games;
        outputs.events.push(GameEvent::RoundCleared { round });
        let state = &mut self.state;
        state.finished = Some(Finished {
            board: std::mem::take(&mut state.board),
            players,
            first: state.first,
            ending,
        });
        match state.mode {
            Mode::WinnerStays => self.go_on(players, ending, outputs),
            Mode::Tournament => self.go_on_in_tournament(players, ending, outputs),
        }
    }

    /// Wins, and wins in a row.
    fn count(&mut self, players: [Player; 2], winner: Option<Side>) {
        let state = &mut self.state;
        for side in Side::BOTH {
            let is_won = winner == Some(side);
            match players[side.index()] {
                Player::Machine => state.machine_wins += u32::from(is_won),
                Player::Seat(seat) => {
                    let at = seat.index().min(SEATS - 1);
                    state.wins[at] += u32::from(is_won);
                    let (now, most) = &mut state.streaks[at];
                    *now = if is_won { *now + 1 } else { 0 };
                    *most = (*most).max(*now);
                }
            }
        }
    }

    /// What a game is worth to its pair. After too many draws the one who has won more goes on, or whomever the lot falls on.
    fn count_pairing(&mut self, ending: Ending) -> Ending {
        let lot = self.either_side();
        let state = &mut self.state;
        if let Some(side) = ending.winner() {
            state.pair_wins[side.index()] += 1;
            state.draws = 0;
            return ending;
        }
        state.draws += 1;
        if state.draws < DRAWS {
            return ending;
        }
        let [left, right] = state.pair_wins;
        Ending::Lot(match left.cmp(&right) {
            std::cmp::Ordering::Greater => Side::Left,
            std::cmp::Ordering::Less => Side::Right,
            std::cmp::Ordering::Equal => lot,
        })
    }

    /// Whoever won stays; after a draw whoever has stayed longest makes room for one who waits, and both do for two.
    fn go_on(&mut self, players: [Player; 2], ending: Ending, outputs: &mut Outputs<Event>) {
        let Some(winner) = ending.winner() else {
            return self.go_on_from_draw(outputs);
        };
        let wins = match players[winner.index()] {
            Player::Machine => self.state.machine_wins,
            Player::Seat(seat) => {
                self.score(seat, 1, outputs);
                self.state.wins[seat.index().min(SEATS - 1)]
            }
        };
        if wins >= self.state.goal || self.state.games >= GAMES {
            let is_won = players[winner.index()] != Player::Machine;
            return self.end(is_won, outputs);
        }
        self.make_room(winner.other());
        self.new_game(winner.other(), outputs);
    }

    fn go_on_from_draw(&mut self, outputs: &mut Outputs<Event>) {
        if self.state.games >= GAMES {
            let is_won = self.state.wins.iter().any(|wins| *wins > 0);
            return self.end(is_won, outputs);
        }
        let [left, right] = self.state.since;
        let first = self.state.first;
        let oldest = match left.cmp(&right) {
            std::cmp::Ordering::Less => Side::Left,
            std::cmp::Ordering::Greater => Side::Right,
            std::cmp::Ordering::Equal => first,
        };
        match self.state.queue.len() {
            0 => self.new_game(first.other(), outputs),
            1 => {
                self.make_room(oldest);
                self.new_game(oldest, outputs);
            }
            _ => {
                self.make_room(oldest);
                self.make_room(oldest.other());
                self.new_game(oldest, outputs);
            }
        }
    }

    /// Whoever plays there queues again, if somebody waits.
    fn make_room(&mut self, side: Side) {
        if self.state.queue.is_empty() {
            return;
        }
        let next = self.state.queue.remove(0);
        if let Some(Player::Seat(seat)) = self.state.player(side) {
            self.state.queue.push(seat);
        }
        self.sit(side, Player::Seat(next));
    }

    fn go_on_in_tournament(
        &mut self,
        players: [Player; 2],
        ending: Ending,
        outputs: &mut Outputs<Event>,
    ) {
        let is_decided = |side: &Side| {
            matches!(ending, Ending::Lot(lot) if lot == *side)
                || self.state.pair_wins[side.index()] >= self.state.goal
        };
        if let Some(winner) = Side::BOTH.into_iter().find(is_decided) {
            self.advance(players[winner.index()], outputs);
            return self.next_pair(outputs);
        }
        let first = match ending.winner() {
            Some(winner) => winner.other(),
            None => self.state.first.other(),
        };
        self.new_game(first, outputs);
    }

    fn score(&mut self, seat: SeatIndex, points: i32, outputs: &mut Outputs<Event>) {
        if let Some(total) = self.state.points.get_mut(seat.index()) {
            *total += i64::from(points);
            let total = *total;
            outputs.events.push(GameEvent::Score {
                seat,
                points,
                total,
            });
        }
    }

    fn end(&mut self, won: bool, outputs: &mut Outputs<Event>) {
        let state = &mut self.state;
        state.phase = Phase::Over;
        state.sides = [None; 2];
        state.queue.clear();
        state.through.clear();
        self.touch();
        outputs.events.push(GameEvent::GameOver { won });
    }
}
