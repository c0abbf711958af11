//! Everything that sounds, as one stream of samples: effects, each from its own side, and the music behind them. Runs where
//! the sound card waits: it takes no memory, waits for nothing and stays within its bounds, whatever it is asked for.

use super::cue::Cue;
use super::effects::{Bank, Effect};
use super::music::{Band, Tune};
use super::speaker::Feed;
use super::synth::{RATE, ratio};
use std::sync::Arc;

/// Effects that sound at once, at most.
pub const VOICES: usize = 24;
/// The same effect at once, at most: a wall of bricks is loud enough with four.
pub const ALIKE: usize = 4;
/// Effects that make room for others, and fade, at most.
const FADING: usize = 8;
/// How long they take, in samples.
const FADE: u16 = 160;
/// How often it looks for something new, in samples: once a millisecond is soon enough.
const BLOCK: u8 = 48;
/// Louder than this, everything is pressed together instead of cut off.
const KNEE: f32 = 0.7;
/// Of the music's loudness, while the game stands still.
const HUSHED: f32 = 0.35;

/// One effect that sounds.
#[derive(Clone, Copy, Debug)]
struct Playing {
    effect: Effect,
    /// Where in its samples.
    place: f64,
    step: f64,
    /// For the left ear and the right.
    ears: [f32; 2],
    /// Samples until it is gone, if it makes room.
    fade: Option<u16>,
}

/// What the sound card plays.
pub struct Mixer {
    feed: Feed,
    bank: Arc<Bank>,
    rate: u32,
    playing: Vec<Playing>,
    bands: [Band; Tune::ALL.len()],
    tune: Option<Tune>,
    /// How loud effects and music are now; both follow what is wished for without a jump.
    effects: f32,
    music: f32,
    /// How far the music steps back for effects.
    duck: f32,
    until_look: u8,
    silent: u32,
}

impl Mixer {
    /// A mixer for so many samples per second. What was asked for before there was one is forgotten.
    #[must_use]
    pub fn new(feed: Feed, bank: Arc<Bank>, rate: u32) -> Self {
        feed.forget_cues();
        Self {
            effects: feed.effects_gain(),
            feed,
            bank,
            rate: rate.max(1),
            playing: Vec::with_capacity(VOICES + FADING),
            bands: Tune::ALL.map(|tune| Band::new(tune, rate.max(1))),
            tune: None,
            music: 0.0,
            duck: 0.0,
            until_look: 0,
            silent: 0,
        }
    }

    /// The next sample for the left ear and the right, each within -1.0 and 1.0.
    pub fn sample(&mut self) -> [f32; 2] {
        if self.until_look == 0 {
            self.until_look = BLOCK;
            self.look();
        }
        self.until_look -= 1;
        let effects = self.mix_effects();
        let music = self.mix_music();
        let ears = [effects[0] + music[0], effects[1] + music[1]].map(press);
        let is_silent = ears.iter().all(|sample| sample.abs() < 1e-5);
        self.silent = if is_silent {
            self.silent.saturating_add(1)
        } else {
            0
        };
        ears
    }

    /// What is new.
    fn look(&mut self) {
        while let Some(cue) = self.feed.next_cue() {
            self.begin(cue);
        }
        self.feed.tell_silence(self.silent / self.rate);
        let wished = self.feed.tune();
        // the old tune fades out first
        if wished != self.tune && (self.tune.is_none() || self.music < 0.002) {
            self.tune = wished;
            self.music = 0.0;
            if let Some(band) = wished.and_then(|tune| self.bands.get_mut(tune as usize)) {
                band.rewind();
            }
        }
    }

    fn begin(&mut self, cue: Cue) {
        let alike = |playing: &&mut Playing| playing.effect == cue.effect && playing.fade.is_none();
        if self.playing.iter_mut().filter(alike).count() >= ALIKE {
            give_way(self.playing.iter_mut().find(alike));
        } else if self.playing.iter().filter(|p| p.fade.is_none()).count() >= VOICES {
            give_way(self.playing.iter_mut().find(|p| p.fade.is_none()));
        }
        if self.playing.len() >= VOICES + FADING {
            return;
        }
        self.duck = self.duck.max(cue.effect.ducks());
        let right = 0.5 + 0.5 * cue.pan.clamp(-1.0, 1.0);
        let gain = cue.gain.clamp(0.0, 1.0);
        self.playing.push(Playing {
            effect: cue.effect,
            place: 0.0,
            step: f64::from(RATE) / f64::from(self.rate)
                * f64::from(ratio(i32::from(cue.semitones))),
            ears: [1.0 - right, right].map(|share| gain * (2.0 * share).sqrt().min(1.2)),
            fade: None,
        });
    }

    fn mix_effects(&mut self) -> [f32; 2] {
        let bank = &self.bank;
        let mut sum = [0.0; 2];
        self.playing.retain_mut(|playing| {
            let Some(sample) = playing.next(bank) else {
                return false;
            };
            sum[0] += sample * playing.ears[0];
            sum[1] += sample * playing.ears[1];
            true
        });
        self.effects = self.towards(self.effects, self.feed.effects_gain(), 0.01);
        sum.map(|sample| sample * self.effects)
    }

    fn mix_music(&mut self) -> [f32; 2] {
        self.duck = self.towards(self.duck, 0.0, 0.5);
        let is_wished = self.feed.tune() == self.tune;
        let hush = if self.feed.is_hushed() { HUSHED } else { 1.0 };
        let wanted = if is_wished {
            self.feed.music_gain() * hush * (1.0 - self.duck)
        } else {
            0.0
        };
        self.music = self.towards(self.music, wanted, 0.08);
        let band = self.tune.and_then(|tune| self.bands.get_mut(tune as usize));
        match band {
            // a tune that nobody hears waits where it is
            Some(band) if self.music > 1e-5 => band.sample().map(|sample| sample * self.music),
            _ => [0.0; 2],
        }
    }

    /// Two thirds of the way within so many seconds.
    fn towards(&self, now: f32, wanted: f32, seconds: f32) -> f32 {
        now + (wanted - now) / (seconds * self.rate as f32).max(1.0)
    }

    /// Effects that sound, those that fade included.
    #[must_use]
    pub fn sounding(&self) -> usize {
        self.playing.len()
    }
}

fn give_way(playing: Option<&mut Playing>) {
    if let Some(playing) = playing {
        playing.fade = Some(FADE);
    }
}

impl Playing {
    /// The next sample between two of its own; none when it is over.
    fn next(&mut self, bank: &Bank) -> Option<f32> {
        let samples = bank.samples(self.effect);
        let place = self.place as usize;
        let here = *samples.get(place)?;
        let there = samples.get(place + 1).copied().unwrap_or(0.0);
        let between = (self.place - place as f64) as f32;
        self.place += self.step;
        let mut sample = here + (there - here) * between;
        if let Some(left) = &mut self.fade {
            *left = left.checked_sub(1)?;
            sample *= f32::from(*left) / f32::from(FADE);
        }
        Some(sample)
    }
}

/// Presses what is too loud together, the more the louder: it never reaches 1.0 and has no edge.
fn press(sample: f32) -> f32 {
    let over = sample.abs() - KNEE;
    if over <= 0.0 {
        return sample;
    }
    let room = 1.0 - KNEE;
    (KNEE + room * over / (room + over)).copysign(sample)
}

#[cfg(test)]
mod tests {
    use super::super::speaker::{Speaker, pair};
    use super::*;

    const RATE: u32 = 44_100;

    fn desk() -> (Speaker, Mixer) {
        let (speaker, feed) = pair();
        speaker.set_gains(1.0, 1.0);
        (speaker, Mixer::new(feed, Arc::new(Bank::make()), RATE))
    }

    fn hear(mixer: &mut Mixer, seconds: f32) -> Vec<[f32; 2]> {
        (0..(seconds * RATE as f32) as u32)
            .map(|_| mixer.sample())
            .collect()
    }

    fn peak(samples: &[[f32; 2]]) -> f32 {
        samples
            .iter()
            .flatten()
            .fold(0.0, |peak, s| peak.max(s.abs()))
    }

    #[test]
    fn an_effect_is_heard_and_then_there_is_silence() {
        let (speaker, mut mixer) = desk();
        assert_eq!(peak(&hear(&mut mixer, 0.1)), 0.0);
        speaker.play(Cue::plain(Effect::Brick));
        let heard = peak(&hear(&mut mixer, 0.2));
        assert!((heard - Effect::Brick.peak()).abs() < 0.02, "{heard}");
        hear(&mut mixer, 0.5);
        assert_eq!((peak(&hear(&mut mixer, 0.1)), mixer.sounding()), (0.0, 0));
    }

    #[test]
    fn nothing_is_ever_cut_off_however_much_sounds() {
        let (speaker, mut mixer) = desk();
        speaker.set_tune(Some(Tune::Boss));
        for _ in 0..60 {
            for effect in Effect::ALL {
                speaker.play(Cue::plain(effect).from(0.9));
            }
            let heard = hear(&mut mixer, 0.02);
            assert!(peak(&heard) < 1.0);
            assert!(mixer.sounding() <= VOICES + FADING, "{}", mixer.sounding());
        }
        assert!(
            peak(&hear(&mut mixer, 0.2)) > 0.8,
            "it is loud, all the same"
        );
    }

    #[test]
    fn what_gives_way_does_not_click() {
        let (speaker, mut mixer) = desk();
        let largest = |samples: &[[f32; 2]]| {
            let jumps = samples
                .windows(2)
                .map(|pair| (pair[1][0] - pair[0][0]).abs());
            jumps.fold(0.0, f32::max)
        };
        speaker.play(Cue::plain(Effect::Life));
        let alone = largest(&hear(&mut mixer, 1.0));
        for _ in 0..ALIKE + 3 {
            speaker.play(Cue::plain(Effect::Life).softer(0.2));
            hear(&mut mixer, 0.011);
        }
        assert!(largest(&hear(&mut mixer, 0.5)) <= alone);
    }

    #[test]
    fn the_same_effect_sounds_a_few_times_at_once_at_most() {
        let (speaker, mut mixer) = desk();
        for _ in 0..20 {
            speaker.play(Cue::plain(Effect::BossGone));
        }
        hear(&mut mixer, 0.05);
        assert_eq!(mixer.sounding(), ALIKE);
    }

    #[test]
    fn it_comes_from_where_it_happened_and_is_as_high_as_asked_for() {
        let (speaker, mut mixer) = desk();
        speaker.play(Cue::plain(Effect::Point).from(-0.8));
        let heard = hear(&mut mixer, 0.2);
        let power = |ear: usize| heard.iter().map(|s| s[ear] * s[ear]).sum::<f32>();
        assert!(power(0) > 4.0 * power(1));
        let mut length = |semitones| {
            speaker.play(Cue::plain(Effect::Point).higher(semitones));
            let heard = hear(&mut mixer, 1.0);
            heard.iter().rposition(|s| s[0].abs() > 1e-4).unwrap_or(0) as f32
        };
        let (usual, octave) = (length(0), length(12));
        assert!((usual / octave - 2.0).abs() < 0.05, "{usual} and {octave}");
    }

    #[test]
    fn it_sounds_the_same_at_any_rate() {
        for rate in [22_050, 48_000, 96_000] {
            let (speaker, feed) = pair();
            speaker.set_gains(1.0, 0.0);
            let mut mixer = Mixer::new(feed, Arc::new(Bank::make()), rate);
            speaker.play(Cue::plain(Effect::Count));
            let samples: Vec<_> = (0..rate).map(|_| mixer.sample()).collect();
            let end = samples.iter().rposition(|s| s[0].abs() > 1e-4).unwrap_or(0);
            let seconds = end as f32 / rate as f32;
            let truth = Effect::Count.samples().len() as f32 / RATE as f32;
            assert!((seconds - truth).abs() < 0.01, "{rate}: {seconds}");
        }
    }

    #[test]
    fn volumes_are_followed_without_a_jump() {
        let (speaker, mut mixer) = desk();
        speaker.set_tune(Some(Tune::Play));
        let loud = peak(&hear(&mut mixer, 4.0));
        speaker.set_gains(1.0, 0.25);
        hear(&mut mixer, 1.0);
        let soft = peak(&hear(&mut mixer, 4.0));
        assert!(soft < 0.4 * loud && soft > 0.1 * loud, "{soft} of {loud}");
        speaker.set_gains(0.0, 0.0);
        hear(&mut mixer, 2.0);
        speaker.play(Cue::plain(Effect::Won));
        assert!(peak(&hear(&mut mixer, 1.0)) < 1e-4);
    }

    #[test]
    fn the_music_steps_back_for_what_matters_and_in_pause() {
        let (speaker, mut mixer) = desk();
        speaker.set_tune(Some(Tune::Play));
        hear(&mut mixer, 2.0);
        let usual = mixer.music;
        speaker.play(Cue::plain(Effect::LifeLost));
        hear(&mut mixer, 0.2);
        assert!(mixer.music < 0.75 * usual, "{} of {usual}", mixer.music);
        hear(&mut mixer, 4.0);
        assert!(mixer.music > 0.97 * usual);
        speaker.hush(true);
        hear(&mut mixer, 2.0);
        assert!((mixer.music / usual - HUSHED).abs() < 0.02);
    }

    #[test]
    fn one_tune_ends_before_the_next_begins() {
        let (speaker, mut mixer) = desk();
        speaker.set_tune(Some(Tune::Lobby));
        hear(&mut mixer, 1.0);
        assert_eq!(mixer.tune, Some(Tune::Lobby));
        speaker.set_tune(Some(Tune::Play));
        hear(&mut mixer, 0.05);
        assert_eq!(mixer.tune, Some(Tune::Lobby));
        hear(&mut mixer, 1.5);
        assert_eq!(mixer.tune, Some(Tune::Play));
        speaker.set_tune(None);
        hear(&mut mixer, 3.0);
        assert_eq!(peak(&hear(&mut mixer, 0.1)), 0.0);
    }

    #[test]
    fn it_tells_how_long_it_has_been_silent_and_forgets_what_was_before_it() {
        let (speaker, feed) = pair();
        speaker.set_gains(1.0, 1.0);
        speaker.play(Cue::plain(Effect::Won));
        let mut mixer = Mixer::new(feed.clone(), Arc::new(Bank::make()), 8_000);
        for _ in 0..8_000 * 3 + 100 {
            assert_eq!(mixer.sample(), [0.0; 2]);
        }
        assert_eq!(feed.silence(), 3);
    }
}
