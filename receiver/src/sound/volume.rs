//! How loud it is: what the settings say, what the keys make of it.

use super::Speaker;
use crate::settings::SoundSettings;
use bevy::prelude::*;

/// How far a key press turns the volume, in hundredths.
const STEP: u8 = 10;

/// How loud it is. All parts 0 to 100.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Volume {
    /// Everything together.
    pub all: u8,
    /// Effects beside that.
    pub effects: u8,
    /// Music beside that.
    pub music: u8,
    /// Nothing is heard.
    pub muted: bool,
    /// No music is heard.
    pub without_music: bool,
}

impl Default for Volume {
    fn default() -> Self {
        Self {
            all: 100,
            effects: 80,
            music: 50,
            muted: false,
            without_music: false,
        }
    }
}

impl From<SoundSettings> for Volume {
    fn from(settings: SoundSettings) -> Self {
        let usual = Self::default();
        Self {
            all: settings.volume.unwrap_or(usual.all),
            effects: settings.effects.unwrap_or(usual.effects),
            music: settings.music.unwrap_or(usual.music),
            muted: settings.muted.unwrap_or(usual.muted),
            ..usual
        }
    }
}

/// What somebody at the receiver wishes about it. Views write it.
#[derive(Message, Clone, Copy, Debug, PartialEq, Eq)]
pub enum VolumeWish {
    /// Nothing is to be heard any more, or everything again.
    ToggleSound,
    /// No music is to be heard any more, or music again.
    ToggleMusic,
    /// Louder; to be heard, if it was not.
    Louder,
    /// Softer.
    Softer,
}

impl Volume {
    /// The same after a wish.
    #[must_use]
    pub fn after(mut self, wish: VolumeWish) -> Self {
        match wish {
            VolumeWish::ToggleSound => {
                self.muted = !self.muted;
                // whoever wants to hear something again is to hear something
                if !self.muted && self.all == 0 {
                    self.all = STEP;
                }
            }
            VolumeWish::ToggleMusic => self.without_music = !self.without_music,
            VolumeWish::Louder => {
                self.muted = false;
                self.all = self.all.saturating_add(STEP).min(100);
            }
            VolumeWish::Softer => self.all = self.all.saturating_sub(STEP),
        }
        self
    }

    /// How loud effects are, as a factor.
    #[must_use]
    pub fn effects_gain(&self) -> f32 {
        self.gain(self.effects)
    }

    /// How loud the music is, as a factor.
    #[must_use]
    pub fn music_gain(&self) -> f32 {
        if self.without_music {
            0.0
        } else {
            self.gain(self.music)
        }
    }

    /// Half sounds like half: the ear hears squares.
    fn gain(&self, part: u8) -> f32 {
        if self.muted {
            return 0.0;
        }
        let share = |part: u8| f32::from(part.min(100)) / 100.0;
        let product = share(self.all) * share(part);
        product * product
    }

    /// What there is to say about it.
    #[must_use]
    pub fn words(&self) -> String {
        match (self.muted || self.all == 0, self.without_music) {
            (true, _) => "Sound off".into(),
            (false, true) => format!("Sound {} %, no music", self.all),
            (false, false) => format!("Sound {} %", self.all),
        }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Volume>().add_systems(
        PostUpdate,
        (heed, tell.run_if(resource_changed::<Volume>))
            .chain()
            .before(super::speak),
    );
}

fn heed(mut wishes: MessageReader<VolumeWish>, mut volume: ResMut<Volume>) {
    for wish in wishes.read() {
        let after = volume.after(*wish);
        volume.set_if_neq(after);
    }
}

fn tell(volume: Res<Volume>, speaker: Res<Speaker>) {
    speaker.set_gains(volume.effects_gain(), volume.music_gain());
}

#[cfg(test)]
mod tests {
    use super::*;
    use VolumeWish::{Louder, Softer, ToggleMusic, ToggleSound};

    fn after(wishes: &[VolumeWish]) -> Volume {
        wishes
            .iter()
            .fold(Volume::default(), |volume, wish| volume.after(*wish))
    }

    #[test]
    fn keys_stay_within_the_scale() {
        assert_eq!(after(&[Louder; 3]).all, 100);
        assert_eq!(after(&[Softer; 3]).all, 70);
        assert_eq!(after(&[Softer; 30]).all, 0);
        assert_eq!(after(&[Softer; 30]).words(), "Sound off");
    }

    #[test]
    fn turning_it_up_and_turning_it_on_are_heard() {
        let muted = after(&[ToggleSound]);
        assert_eq!((muted.effects_gain(), muted.music_gain()), (0.0, 0.0));
        assert!(muted.after(Louder).effects_gain() > 0.0);
        let off = [&[Softer; 10][..], &[ToggleSound, ToggleSound]].concat();
        assert!(after(&off).effects_gain() > 0.0);
        assert_eq!(after(&[ToggleSound, ToggleSound]), Volume::default());
    }

    #[test]
    fn music_goes_alone_and_comes_back() {
        let without = after(&[ToggleMusic]);
        assert!(without.music_gain() == 0.0 && without.effects_gain() > 0.0);
        assert_eq!(without.words(), "Sound 100 %, no music");
        assert_eq!(without.after(ToggleMusic), Volume::default());
    }

    #[test]
    fn half_of_the_scale_is_a_quarter_of_the_power() {
        let full = Volume {
            effects: 100,
            ..Volume::default()
        };
        let half = Volume {
            effects: 50,
            ..full
        };
        assert_eq!((full.effects_gain(), half.effects_gain()), (1.0, 0.25));
        let beyond = Volume {
            effects: 255,
            ..full
        };
        assert_eq!(beyond.effects_gain(), 1.0);
    }
}
