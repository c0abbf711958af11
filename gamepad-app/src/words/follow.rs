//! Which language the app speaks: what the command line asks for, else the player's choice, else the phone's, else the
//! desktop's. Must not know what is said in it.

use super::{Language, Words};
use crate::platform::Device;
use crate::settings::Settings;
use bevy::prelude::*;

/// Longest name of a language that is taken from outside, in bytes.
const LOCALE: usize = 64;
/// Languages of a system that are looked at, at most.
const MOST: usize = 16;

/// What is known of the languages that the player reads, beside the choice in the settings.
#[derive(Resource, Debug, Clone, Default, PartialEq, Eq)]
pub struct Locales {
    /// Asked for on the command line.
    asked: Option<Language>,
    /// The phone's, as its shell tells; `None` on a desktop.
    shell: Option<String>,
    /// The first of a desktop's that the app speaks.
    system: Option<Language>,
}

impl Locales {
    /// What the system says, and what was asked for before it.
    #[must_use]
    pub fn of_system(asked: Option<Language>) -> Self {
        Self {
            asked,
            shell: None,
            system: first_known(sys_locale::get_locales()),
        }
    }

    /// What a phone's shell says counts in place of the system. Gives whether that is new.
    pub fn hear_shell(&mut self, locale: &str) -> bool {
        let is_one = !locale.is_empty() && locale.len() <= LOCALE;
        let locale = is_one.then_some(locale);
        let known = self.shell.as_deref() == locale;
        if !known {
            self.shell = locale.map(str::to_owned);
        }
        !known
    }

    /// The language, with the player's choice; English where nothing says another.
    #[must_use]
    pub fn choose(&self, chosen: Option<Language>) -> Language {
        let shell = self.shell.as_deref().map(of_locale);
        let here = || shell.unwrap_or(self.system).unwrap_or(Language::English);
        self.asked.or(chosen).unwrap_or_else(here)
    }
}

/// The language of a locale such as `de-CH` or `uk_UA.UTF-8`.
fn of_locale(locale: &str) -> Option<Language> {
    (locale.len() <= LOCALE)
        .then(|| Language::of_tag(locale))
        .flatten()
}

fn first_known(locales: impl Iterator<Item = String>) -> Option<Language> {
    locales
        .take(MOST)
        .find_map(|locale| of_locale(locale.trim()))
}

/// The language follows what is known of it. Without [`Locales`] only the player's choice counts.
pub fn plugin(app: &mut App) {
    app.init_resource::<Words>().add_systems(
        First,
        (
            hear_shell.run_if(resource_exists::<Device>.and_then(resource_exists::<Locales>)),
            follow,
        )
            .chain(),
    );
}

/// The phone's language may change under the app.
fn hear_shell(device: Res<Device>, mut locales: ResMut<Locales>) {
    let locale = device.0.locale();
    let known = locales.bypass_change_detection();
    if known.hear_shell(&locale) {
        locales.set_changed();
    }
}

fn follow(
    settings: Option<Res<Settings>>,
    locales: Option<Res<Locales>>,
    mut words: ResMut<Words>,
) {
    let changed = settings.as_ref().is_some_and(DetectChanges::is_changed)
        || locales.as_ref().is_some_and(DetectChanges::is_changed);
    if !changed {
        return;
    }
    let chosen = settings.and_then(|settings| settings.language);
    let language = match &locales {
        Some(locales) => Some(locales.choose(chosen)),
        None => chosen,
    };
    if let Some(language) = language {
        words.set_if_neq(Words::of(language));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system(locales: &[&str]) -> Locales {
        Locales {
            system: first_known(locales.iter().map(|one| (*one).to_owned())),
            ..Locales::default()
        }
    }

    #[test]
    fn a_systems_languages_are_matched_and_the_rest_is_english() {
        for (locales, language) in [
            (&["de-CH"][..], Language::German),
            (&["uk-UA"], Language::Ukrainian),
            (&["pl_PL.UTF-8"], Language::Polish),
            (&["pt"], Language::English),
            (&["pt-BR", "es-AR", "fr"], Language::Spanish),
            (&["C"], Language::English),
            (&["", "%s%n", "\u{0}de", "-fr"], Language::English),
            (&[], Language::English),
        ] {
            assert_eq!(system(locales).choose(None), language, "{locales:?}");
        }
        let long = format!("de-{}", "x".repeat(10_000));
        assert_eq!(system(&[&long]).choose(None), Language::English);
    }

    #[test]
    fn the_most_decided_counts() {
        let mut locales = system(&["fr"]);
        assert!(locales.hear_shell("uk-UA"));
        assert!(!locales.hear_shell("uk-UA"), "nothing new");
        assert_eq!(locales.choose(None), Language::Ukrainian);
        assert_eq!(locales.choose(Some(Language::Polish)), Language::Polish);
        assert!(locales.hear_shell("ja-JP"));
        assert_eq!(locales.choose(None), Language::English, "a phone's, not fr");
        let asked = Locales {
            asked: Some(Language::German),
            ..locales
        };
        assert_eq!(asked.choose(Some(Language::Polish)), Language::German);
    }

    #[test]
    fn an_endless_locale_is_not_kept() {
        let mut locales = Locales::default();
        let long = "de-".repeat(1_000);
        assert!(!locales.hear_shell(&long));
        assert_eq!(locales.shell, None);
    }

    #[test]
    fn the_players_choice_is_spoken_at_once() {
        let mut app = App::new();
        app.init_resource::<Settings>()
            .insert_resource(system(&["es"]))
            .add_plugins(plugin);
        let spoken = |app: &App| app.world().resource::<Words>().language();
        app.update();
        assert_eq!(spoken(&app), Language::Spanish);
        app.world_mut().resource_mut::<Settings>().language = Some(Language::Polish);
        app.update();
        assert_eq!(spoken(&app), Language::Polish);
        app.world_mut().resource_mut::<Settings>().language = None;
        app.update();
        assert_eq!(spoken(&app), Language::Spanish);
    }

    #[test]
    fn words_that_a_program_brings_stay() {
        let mut app = App::new();
        app.init_resource::<Settings>()
            .insert_resource(Words::pseudo())
            .add_plugins(plugin);
        app.update();
        assert!(app.world().resource::<Words>().is_pseudo());
    }
}
