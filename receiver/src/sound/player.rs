//! Plays on the system's device, from a thread of its own: to open one can take long, hang or fail, and it may go away. It is
//! opened when something is to be heard, and closed after a while of silence. Must not know what is played.

use super::effects::Bank;
use super::mixer::Mixer;
use super::speaker::Feed;
use crossbeam_channel::{Receiver, RecvTimeoutError, bounded};
use rodio::cpal::traits::HostTrait;
use rodio::cpal::{self, BufferSize, StreamError};
use rodio::{
    ChannelCount, DeviceSinkBuilder, DeviceSinkError, DeviceTrait, MixerDeviceSink, SampleRate,
    Source,
};
use std::error::Error as _;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Samples that the device is given at a time, where it lets us choose: some 20 ms, so that a hit is heard when it is seen.
const BUFFER: u32 = 1_024;
/// After so many seconds of silence the device is closed: it would wake the machine fifty times a second for nothing.
const SILENCE: u32 = 20;
/// How soon after a failure it is tried again.
const AGAIN: Duration = Duration::from_secs(30);
/// How often an open device is looked after.
const LOOK: Duration = Duration::from_secs(1);

/// Starts the thread. It ends with the game's end of the line, or with the program.
pub(super) fn start(feed: Feed) -> std::io::Result<()> {
    let builder = thread::Builder::new().name("couchpad-sound".into());
    builder.spawn(move || serve(&feed)).map(drop)
}

fn serve(feed: &Feed) {
    let mut bank = None;
    let mut is_told = false;
    while feed.wait() {
        let bank = bank.get_or_insert_with(|| Arc::new(Bank::make()));
        hush_alsa();
        match open(feed, bank) {
            Ok((sink, troubles)) => {
                feed.set_awake(true);
                stay(feed, &troubles);
                drop(sink);
                feed.set_awake(false);
            }
            Err(error) => {
                // once is enough: it is no fault to have no loudspeaker
                if !std::mem::replace(&mut is_told, true) {
                    tracing::info!("no sound: {}; the game goes on without", reason(&error));
                }
                thread::sleep(AGAIN);
            }
        }
    }
}

/// Stays until there is silence, the device goes away, or the game does.
fn stay(feed: &Feed, troubles: &Receiver<StreamError>) {
    loop {
        match troubles.recv_timeout(LOOK) {
            Ok(error) => {
                tracing::info!(
                    "the sound device is lost ({error}); the next sound looks for another"
                );
                return;
            }
            Err(RecvTimeoutError::Timeout) if feed.is_over() || feed.silence() >= SILENCE => return,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

type Opened = (MixerDeviceSink, Receiver<StreamError>);

/// The usual device with a short buffer, else as it likes it; else any other one that works.
fn open(feed: &Feed, bank: &Arc<Bank>) -> Result<Opened, DeviceSinkError> {
    let host = cpal::default_host();
    let usual = host
        .default_output_device()
        .ok_or(DeviceSinkError::NoDevice);
    let first = match usual.and_then(|device| open_device(device, feed, bank)) {
        Ok(opened) => return Ok(opened),
        Err(error) => error,
    };
    let others = host.output_devices().into_iter().flatten();
    let found = others
        .filter(plays)
        .find_map(|device| open_device(device, feed, bank).ok());
    found.ok_or(first)
}

/// Whether it is more than a place where sound ends.
fn plays(device: &cpal::Device) -> bool {
    let description = device.description().ok();
    description.is_some_and(|about| about.driver().is_some_and(|driver| driver != "null"))
}

fn open_device(
    device: cpal::Device,
    feed: &Feed,
    bank: &Arc<Bank>,
) -> Result<Opened, DeviceSinkError> {
    let (tell, troubles) = bounded(1);
    let heed = move |error| match error {
        // the machine was busy: a crackle, and on it goes
        StreamError::BufferUnderrun => tracing::debug!("the sound stuttered"),
        lost => {
            // full: one is enough
            let _ = tell.try_send(lost);
        }
    };
    let quick = DeviceSinkBuilder::from_device(device.clone())?
        .with_buffer_size(BufferSize::Fixed(BUFFER))
        .with_error_callback(heed.clone());
    let mut sink = quick.open_stream().or_else(|_| {
        DeviceSinkBuilder::from_device(device)?
            .with_error_callback(heed)
            .open_sink_or_fallback()
    })?;
    sink.log_on_drop(false);
    let config = *sink.config();
    let (ears, rate) = (config.channel_count(), config.sample_rate());
    sink.mixer().add(Stream::new(feed, bank, ears, rate));
    tracing::debug!(
        "sound: {} channels, {} Hz, {:?}",
        ears,
        rate,
        config.buffer_size()
    );
    Ok((sink, troubles))
}

/// All that there is to say about it, from the outside to the inside.
fn reason(error: &DeviceSinkError) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        words = format!("{words}: {inner}");
        cause = inner.source();
    }
    words
}

/// The mixer as the device takes it: ear after ear, as many as it has.
struct Stream {
    mixer: Mixer,
    channels: ChannelCount,
    rate: SampleRate,
    ears: [f32; 2],
    /// The next one, below `channels`.
    next: u16,
}

impl Stream {
    fn new(feed: &Feed, bank: &Arc<Bank>, channels: ChannelCount, rate: SampleRate) -> Self {
        Self {
            mixer: Mixer::new(feed.clone(), Arc::clone(bank), rate.get()),
            channels,
            rate,
            ears: [0.0; 2],
            next: 0,
        }
    }
}

impl Iterator for Stream {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        if self.next == 0 {
            self.ears = self.mixer.sample();
        }
        let [left, right] = self.ears;
        let sample = match (self.channels.get(), self.next) {
            (1, _) => 0.5 * (left + right),
            (_, 0) => left,
            (_, 1) => right,
            // loudspeakers behind the couch
            _ => 0.0,
        };
        self.next = (self.next + 1) % self.channels;
        Some(sample)
    }
}

impl Source for Stream {
    fn current_span_len(&self) -> Option<usize> {
        None
    }
    fn channels(&self) -> ChannelCount {
        self.channels
    }
    fn sample_rate(&self) -> SampleRate {
        self.rate
    }
    fn total_duration(&self) -> Option<Duration> {
        None
    }
}

/// Its library would write to standard error, where a terminal may show the game.
#[cfg(target_os = "linux")]
fn hush_alsa() {
    // what was caught before goes with the handler before
    if let Err(error) = alsa::Output::local_error_handler() {
        tracing::debug!("ALSA says what it says: {error}");
    }
}

#[cfg(not(target_os = "linux"))]
fn hush_alsa() {}

#[cfg(test)]
mod tests {
    use super::super::{Cue, Effect, pair};
    use super::*;

    fn stream(channels: u16) -> (super::super::Speaker, Stream) {
        let (speaker, feed) = pair();
        speaker.set_gains(1.0, 1.0);
        let channels = ChannelCount::new(channels).unwrap();
        let rate = SampleRate::new(8_000).unwrap();
        let stream = Stream::new(&feed, &Arc::new(Bank::make()), channels, rate);
        (speaker, stream)
    }

    #[test]
    fn every_loudspeaker_gets_its_own() {
        for channels in [1, 2, 6] {
            let (speaker, mut stream) = stream(channels);
            speaker.play(Cue::plain(Effect::Count).from(-1.0));
            let heard: Vec<_> = stream.by_ref().take(usize::from(channels) * 800).collect();
            let loudest = |ear: usize| {
                let own = heard
                    .chunks(usize::from(channels))
                    .map(|ears| ears[ear].abs());
                own.fold(0.0, f32::max)
            };
            assert!(loudest(0) > 0.1, "{channels}");
            for ear in 1..usize::from(channels) {
                assert_eq!(loudest(ear), 0.0, "{ear} of {channels}");
            }
            assert_eq!(
                (stream.channels().get(), stream.sample_rate().get()),
                (channels, 8_000)
            );
        }
    }

    #[test]
    fn it_never_ends() {
        let (speaker, stream) = stream(2);
        drop(speaker);
        assert_eq!(stream.take(50_000).count(), 50_000);
    }

    #[test]
    fn without_a_device_nobody_waits() {
        let (speaker, feed) = pair();
        speaker.set_gains(1.0, 1.0);
        start(feed).unwrap();
        // whatever the thread is busy with
        for _ in 0..10_000 {
            speaker.play(Cue::plain(Effect::Brick));
            speaker.set_tune(Some(super::super::Tune::Play));
        }
    }

    #[test]
    fn a_fault_is_told_with_its_cause() {
        let error = DeviceSinkError::BuildError(cpal::BuildStreamError::DeviceNotAvailable);
        let words = reason(&error);
        assert!(
            words.starts_with("Error opening") && words.contains("no longer available"),
            "{words}"
        );
    }
}
