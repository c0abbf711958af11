//! Plays a replay again, and tells where the game goes another way than it went.

use super::read::{Reader, Thing};
use super::{End, Head, Player, REPLAY_STEPS, ReplayError, STEP_ACTIONS};
use crate::game::{AnyGame, GameEntry, Inputs, SeatAction, SeatEvent, SeatInput};
use crate::saved::LoadError;
use std::sync::Arc;

/// A replay that was read to its end and found whole. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Replay {
    head: Arc<Head>,
    entry: &'static GameEntry,
    /// After the head.
    reader: Reader,
    steps: u64,
    end: Option<End>,
}

/// What a step of a replay was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The game made a step.
    Stepped,
    /// There is nothing more to play, for this reason; `None`: the recording was cut short, as by a power cut.
    Ended(Option<End>),
}

/// A replay that was played to its end, all as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Steps that were played.
    pub steps: u64,
    /// Checksums that were compared, that at the end included.
    pub checks: u64,
    /// How it ends; `None`: the recording was cut short.
    pub end: Option<End>,
    /// The game's checksum afterwards.
    pub checksum: u64,
    /// The team's points afterwards.
    pub team: i64,
}

impl Replay {
    /// Reads a replay. Anything may be in the bytes.
    ///
    /// # Errors
    /// [`ReplayError`], but for [`ReplayError::Differs`]: nothing is played yet.
    pub fn open(bytes: impl Into<Arc<[u8]>>) -> Result<Self, ReplayError> {
        let (head, mut reader) = Reader::open(bytes.into())?;
        let entry = crate::find(&head.game)
            .ok_or_else(|| LoadError::Unknown(couchpad_protocol::clean_name(&head.game)))?;
        if entry.manifest.rules != head.rules {
            return Err(LoadError::OtherRules(entry.manifest.title).into());
        }
        reader.limit_seats(entry.manifest.seats.seats());
        let mut replay = Self {
            head: Arc::new(head),
            entry,
            reader,
            steps: 0,
            end: None,
        };
        replay.begin()?;
        replay.look_through()?;
        Ok(replay)
    }

    /// What was known before the first step.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Which game it is.
    #[must_use]
    pub fn entry(&self) -> &'static GameEntry {
        self.entry
    }

    /// Steps in it.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// How it ends; `None`: the recording was cut short.
    #[must_use]
    pub fn end(&self) -> Option<End> {
        self.end
    }

    /// The game as it begins, and what plays it.
    ///
    /// # Errors
    /// [`ReplayError::Game`]: it begins in the middle of a game, and there is none in the bytes.
    pub fn begin(&self) -> Result<(Box<dyn AnyGame>, Play), ReplayError> {
        let game = match &self.head.from {
            None => (self.entry.begin)(&self.head.setup),
            Some(from) if from.saved.game == self.head.game => from.saved.load()?.1,
            Some(_) => return Err(LoadError::Damaged.into()),
        };
        Ok((game, Play::new(self.reader.clone())))
    }

    /// Plays it to its end.
    ///
    /// # Errors
    /// [`ReplayError::Differs`] at the first checksum that is another one.
    pub fn check(&self) -> Result<Verdict, ReplayError> {
        let (mut game, mut play) = self.begin()?;
        let end = loop {
            if let Turn::Ended(end) = play.step(&mut *game)? {
                break end;
            }
        };
        Ok(Verdict {
            steps: play.steps,
            checks: play.checks,
            end,
            checksum: game.checksum(),
            team: game.team_score(),
        })
    }

    /// Reads everything once, so that whoever watches is not surprised in the middle.
    fn look_through(&mut self) -> Result<(), ReplayError> {
        let mut reader = self.reader.clone();
        loop {
            let damaged = ReplayError::Damaged { step: self.steps };
            match reader.next().map_err(|_| damaged.clone())? {
                Some(Thing::Steps(more)) => self.steps += more,
                Some(Thing::End(end, _)) => {
                    self.end = Some(end);
                    return if reader.is_at_end() {
                        Ok(())
                    } else {
                        Err(damaged)
                    };
                }
                Some(_) => {}
                None => return Ok(()),
            }
            if self.steps > REPLAY_STEPS {
                return Err(ReplayError::TooLarge);
            }
        }
    }
}

/// A replay under way: what is still to come, and the inputs that hold.
#[derive(Clone, Debug)]
pub struct Play {
    reader: Reader,
    seats: Vec<SeatInput>,
    actions: Vec<SeatAction>,
    players: Vec<Player>,
    /// Steps to make before the next thing is read.
    run: u64,
    steps: u64,
    checks: u64,
    ended: Option<Option<End>>,
}

impl Play {
    fn new(reader: Reader) -> Self {
        Self {
            reader,
            seats: Vec::new(),
            actions: Vec::new(),
            players: Vec::new(),
            run: 0,
            steps: 0,
            checks: 0,
            ended: None,
        }
    }

    /// Steps that were played.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Who plays now, as far as it is told, by seat.
    #[must_use]
    pub fn players(&self) -> &[Player] {
        &self.players
    }

    /// Makes the next step of the game that [`Replay::begin`] gave, unless there is none.
    ///
    /// # Errors
    /// [`ReplayError::Differs`]: the game has gone another way; [`ReplayError::Damaged`]. It can be played on.
    pub fn step(&mut self, game: &mut dyn AnyGame) -> Result<Turn, ReplayError> {
        self.make_ready(game)?;
        if let (0, Some(end)) = (self.run, self.ended) {
            return Ok(Turn::Ended(end));
        }
        game.step(&Inputs {
            seats: &self.seats,
            actions: &self.actions,
        });
        self.actions.clear();
        self.seats.iter_mut().for_each(SeatInput::clear_edges);
        self.run -= 1;
        self.steps += 1;
        Ok(Turn::Stepped)
    }

    /// Does what comes before the next step: seats are taken, inputs change. For who looks at the game between two steps;
    /// [`step`](Self::step) does it, too.
    ///
    /// # Errors
    /// As [`step`](Self::step).
    pub fn make_ready(&mut self, game: &mut dyn AnyGame) -> Result<(), ReplayError> {
        while self.run == 0 && self.ended.is_none() {
            self.read(game)?;
        }
        Ok(())
    }

    fn read(&mut self, game: &mut dyn AnyGame) -> Result<(), ReplayError> {
        let damaged = ReplayError::Damaged { step: self.steps };
        let thing = self.reader.next().map_err(|_| damaged.clone())?;
        match thing {
            None => self.ended = Some(None),
            Some(Thing::Steps(run)) => self.run = run,
            Some(Thing::Seat(event)) => self.seat(event, game),
            Some(Thing::Player(player)) => self.introduce(player),
            Some(Thing::Action(action)) if self.actions.len() < STEP_ACTIONS => {
                self.actions.push(action);
            }
            Some(Thing::Action(_)) => return Err(damaged),
            Some(Thing::Input(seat, change)) => {
                if self.seats.len() <= seat.index() {
                    self.seats.resize(seat.index() + 1, SeatInput::default());
                }
                let input = &mut self.seats[seat.index()];
                *input = change.after(*input).ok_or(damaged)?;
            }
            Some(Thing::Check(sum)) => return self.compare(sum, game),
            Some(Thing::End(end, sum)) => {
                self.ended = Some(Some(end));
                return self.compare(sum, game);
            }
        }
        Ok(())
    }

    fn seat(&mut self, event: SeatEvent, game: &mut dyn AnyGame) {
        if let SeatEvent::Left(seat) = event {
            self.players.retain(|player| player.seat != seat);
        }
        game.on_seat(event);
    }

    fn introduce(&mut self, player: Player) {
        let place = self.players.partition_point(|p| p.seat < player.seat);
        match self.players.get_mut(place) {
            Some(same) if same.seat == player.seat => *same = player,
            _ => self.players.insert(place, player),
        }
    }

    fn compare(&mut self, expected: u64, game: &dyn AnyGame) -> Result<(), ReplayError> {
        let found = game.checksum();
        self.checks += 1;
        if found == expected {
            return Ok(());
        }
        Err(ReplayError::Differs {
            step: self.steps,
            expected,
            found,
        })
    }
}
