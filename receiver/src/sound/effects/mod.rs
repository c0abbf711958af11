//! The effects: which there are, how loud each is, and all of them made ready to be played. What they are made of is in
//! `patches`. Must not know when they are played.

mod layer;
mod patches;

use super::synth::RATE;

/// A sound of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// A plain brick breaks.
    Brick,
    /// A silver brick takes a hit and stays.
    Silver,
    /// A gold brick takes a hit and does not mind.
    Gold,
    /// A brick crumbles by itself.
    Crumble,
    /// A ball meets a wall.
    Wall,
    /// A ball meets a paddle.
    Paddle,
    /// A ball leaves a paddle.
    Launch,
    /// A ball sticks to a paddle.
    Stick,
    /// A ball flies faster from now on.
    Faster,
    /// A combo goes on.
    Combo,
    /// A share in what another one broke.
    Assist,
    /// A capsule begins to fall.
    Drop,
    /// A capsule slows the balls.
    Slow,
    /// A capsule widens the paddle.
    Widen,
    /// A capsule makes the paddle sticky.
    Catch,
    /// A ball becomes three.
    Split,
    /// A capsule arms the paddle.
    Arm,
    /// The laser shoots.
    Shot,
    /// The door opens.
    Door,
    /// Somebody goes through the door.
    Through,
    /// One more life.
    Life,
    /// An enemy comes in.
    Enemy,
    /// An enemy is gone.
    Pop,
    /// The boss takes a hit.
    BossHit,
    /// The boss is gone.
    BossGone,
    /// The boss shoots.
    Bolt,
    /// A paddle is shot down.
    Out,
    /// A paddle is back.
    Back,
    /// A ball falls out of the field.
    BallLost,
    /// A life is gone.
    LifeLost,
    /// A round begins.
    Round,
    /// A round is done.
    Cleared,
    /// The game is won.
    Won,
    /// The game is over.
    Over,
    /// A new high score.
    Record,
    /// Somebody scores in a game that has no sounds of its own.
    Point,
    /// Somebody joins.
    Joined,
    /// Somebody who had dropped is back.
    Returned,
    /// Somebody dropped.
    Dropped,
    /// Somebody leaves.
    Left,
    /// The countdown: another second.
    Count,
    /// The countdown is over.
    Go,
    /// The game stands still.
    Pause,
    /// Something else is chosen.
    Choose,
}

impl Effect {
    /// All of them, in the order of the variants.
    pub const ALL: [Self; 44] = [
        Self::Brick,
        Self::Silver,
        Self::Gold,
        Self::Crumble,
        Self::Wall,
        Self::Paddle,
        Self::Launch,
        Self::Stick,
        Self::Faster,
        Self::Combo,
        Self::Assist,
        Self::Drop,
        Self::Slow,
        Self::Widen,
        Self::Catch,
        Self::Split,
        Self::Arm,
        Self::Shot,
        Self::Door,
        Self::Through,
        Self::Life,
        Self::Enemy,
        Self::Pop,
        Self::BossHit,
        Self::BossGone,
        Self::Bolt,
        Self::Out,
        Self::Back,
        Self::BallLost,
        Self::LifeLost,
        Self::Round,
        Self::Cleared,
        Self::Won,
        Self::Over,
        Self::Record,
        Self::Point,
        Self::Joined,
        Self::Returned,
        Self::Dropped,
        Self::Left,
        Self::Count,
        Self::Go,
        Self::Pause,
        Self::Choose,
    ];

    /// Its largest sample, 0.0 to 1.0: what happens often is quiet, what matters is loud.
    #[must_use]
    pub const fn peak(self) -> f32 {
        match self {
            Self::Wall | Self::Drop | Self::Assist => 0.16,
            Self::Crumble | Self::Faster | Self::Stick | Self::Shot | Self::Choose => 0.24,
            Self::Brick | Self::Paddle | Self::Silver | Self::Gold | Self::Enemy | Self::Point => {
                0.3
            }
            Self::Record
            | Self::Launch
            | Self::Combo
            | Self::Bolt
            | Self::Back
            | Self::Pop
            | Self::Count => 0.36,
            Self::Slow | Self::Widen | Self::Catch | Self::Split | Self::Arm | Self::BossHit => {
                0.42
            }
            Self::Joined | Self::Returned | Self::Dropped | Self::Left | Self::Pause => 0.42,
            Self::Door | Self::BallLost | Self::Out | Self::Round | Self::Go => 0.48,
            Self::Through | Self::Life | Self::LifeLost | Self::Cleared => 0.55,
            Self::BossGone | Self::Won | Self::Over => 0.6,
        }
    }

    /// How far the music steps back while it sounds, 0.0 to 1.0.
    #[must_use]
    pub const fn ducks(self) -> f32 {
        match self {
            Self::Won | Self::Over | Self::BossGone => 0.85,
            Self::LifeLost | Self::Cleared | Self::Through | Self::Round => 0.65,
            Self::Life | Self::Out | Self::BallLost | Self::Door | Self::Pause => 0.45,
            Self::Joined | Self::Returned | Self::Dropped | Self::Left => 0.4,
            _ => 0.0,
        }
    }

    /// Its samples at [`RATE`], for one ear: within its [`peak`](Self::peak), from silence to silence.
    #[must_use]
    pub fn samples(self) -> Vec<f32> {
        let mut samples = layer::mix(&patches::layers(self));
        let loudest = samples.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
        if loudest > 0.0 {
            let gain = self.peak() / loudest;
            samples.iter_mut().for_each(|sample| *sample *= gain);
        }
        samples
    }

    /// Its name, for people: lower case, words joined by hyphens.
    #[must_use]
    pub fn name(self) -> String {
        let mut name = String::new();
        for sign in format!("{self:?}").chars() {
            if sign.is_ascii_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.push(sign.to_ascii_lowercase());
        }
        name
    }
}

/// All effects, ready to be played.
#[derive(Clone, Debug)]
pub struct Bank {
    sounds: Vec<Vec<f32>>,
}

impl Bank {
    /// Makes all of them: a moment's work, but none for a frame.
    #[must_use]
    pub fn make() -> Self {
        Self {
            sounds: Effect::ALL.iter().map(|effect| effect.samples()).collect(),
        }
    }

    /// The samples of one, at [`RATE`].
    #[must_use]
    pub fn samples(&self, effect: Effect) -> &[f32] {
        self.sounds.get(effect as usize).map_or(&[], Vec::as_slice)
    }
}

/// The longest that an effect sounds, in seconds.
pub const LONGEST: f32 = 3.5;

/// Samples of the longest effect.
#[must_use]
pub const fn longest_samples() -> usize {
    (LONGEST * RATE as f32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_list_has_every_effect_at_its_place() {
        for (place, effect) in Effect::ALL.into_iter().enumerate() {
            assert_eq!(effect as usize, place, "{effect:?}");
        }
        assert_eq!(Effect::ALL.last(), Some(&Effect::Choose));
        let names: HashSet<_> = Effect::ALL.iter().map(|effect| effect.name()).collect();
        assert_eq!(names.len(), Effect::ALL.len());
        assert_eq!(Effect::BossHit.name(), "boss-hit");
    }

    #[test]
    fn each_is_as_loud_as_it_says_and_no_louder() {
        for effect in Effect::ALL {
            let samples = effect.samples();
            let peak = samples.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
            assert!((peak - effect.peak()).abs() < 1e-4, "{effect:?}: {peak}");
            assert!(effect.peak() <= 0.6, "{effect:?}");
        }
    }

    #[test]
    fn none_clicks_at_its_ends_or_outstays_its_welcome() {
        for effect in Effect::ALL {
            let samples = effect.samples();
            assert!(samples.len() > 400, "{effect:?} is too short to be heard");
            assert!(
                samples.len() <= longest_samples(),
                "{effect:?}: {}",
                samples.len()
            );
            let ends = [samples.first(), samples.last()];
            assert!(
                ends.iter().all(|end| end.is_some_and(|s| s.abs() < 1e-3)),
                "{effect:?}: {ends:?}"
            );
            // and none is silent for half of its time
            let loud = samples
                .iter()
                .filter(|s| s.abs() > effect.peak() * 0.01)
                .count();
            assert!(
                loud * 2 > samples.len(),
                "{effect:?}: {loud} of {}",
                samples.len()
            );
        }
    }

    #[test]
    fn what_happens_often_is_short() {
        for effect in [
            Effect::Brick,
            Effect::Wall,
            Effect::Paddle,
            Effect::Shot,
            Effect::Gold,
        ] {
            let seconds = effect.samples().len() as f32 / RATE as f32;
            assert!(seconds < 0.3, "{effect:?}: {seconds} s");
        }
    }

    #[test]
    fn they_are_the_same_every_time_and_all_differ() {
        let bank = Bank::make();
        for effect in Effect::ALL {
            assert_eq!(bank.samples(effect), effect.samples(), "{effect:?}");
        }
        for (place, one) in Effect::ALL.into_iter().enumerate() {
            for two in &Effect::ALL[..place] {
                assert_ne!(bank.samples(one), bank.samples(*two), "{one:?} and {two:?}");
            }
        }
    }
}
