//! One language's file, read and ready to be asked. Must not know which languages there are beside it.

use super::{Language, Value};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use std::borrow::Cow;
use std::iter;
use unic_langid::LanguageIdentifier;

const fn file(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../locales/en.ftl"),
        Language::German => include_str!("../../locales/de.ftl"),
        Language::French => include_str!("../../locales/fr.ftl"),
        Language::Spanish => include_str!("../../locales/es.ftl"),
        Language::Polish => include_str!("../../locales/pl.ftl"),
        Language::Ukrainian => include_str!("../../locales/uk.ftl"),
    }
}

/// The texts of a file.
pub(super) struct Book {
    texts: FluentBundle<FluentResource>,
    /// Whether every text is made longer, and put into brackets.
    disguised: bool,
}

impl Book {
    /// The file of a language.
    pub(super) fn read(language: Language) -> Self {
        Self::of(language.tag(), file(language))
    }

    /// The English file, disguised.
    pub(super) fn pseudo() -> Self {
        let mut book = Self::read(Language::English);
        book.texts.set_transform(Some(accented));
        book.disguised = true;
        book
    }

    /// A file's text, in the language of this tag. What cannot be read of it is logged and left out.
    pub(super) fn of(tag: &str, text: &str) -> Self {
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(rest, faults)| {
            tracing::error!(tag, ?faults, "a language's file cannot be read in whole");
            rest
        });
        let tag: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut texts = FluentBundle::new_concurrent(vec![tag.clone()]);
        // their signs are for languages from right to left, and no font has them
        texts.set_use_isolating(false);
        let added = texts.add_function("ORDINAL", ordinals(tag));
        if let Err(faults) = texts.add_resource(resource) {
            tracing::error!(?faults, "a language's file says something twice");
        }
        if let Err(fault) = added {
            tracing::error!(?fault, "ordinals cannot be told apart");
        }
        let disguised = false;
        Self { texts, disguised }
    }

    /// The text of a key, `None` where there is none. A value that is missing leaves its name in the text.
    pub(super) fn say(&self, key: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        let (name, part) = match key.split_once('.') {
            Some((name, part)) => (name, Some(part)),
            None => (key, None),
        };
        let message = self.texts.get_message(name)?;
        let pattern = match part {
            Some(part) => message.get_attribute(part)?.value(),
            None => message.value()?,
        };
        let values: FluentArgs = values.iter().cloned().collect();
        let mut faults = Vec::new();
        let said = self
            .texts
            .format_pattern(pattern, Some(&values), &mut faults);
        if !faults.is_empty() {
            tracing::error!(key, ?faults, "a text is not whole");
        }
        Some(if self.disguised {
            longer(&said)
        } else {
            said.into_owned()
        })
    }
}

/// Tells places in a row apart, for texts to choose by; Fluent's own numbers are counted, not ranked.
fn ordinals(
    tag: LanguageIdentifier,
) -> impl for<'a> Fn(&[Value<'a>], &FluentArgs<'_>) -> Value<'a> + Send + Sync + 'static {
    let rules = PluralRules::create(tag, PluralRuleType::ORDINAL).ok();
    move |given, _| ordinal(rules.as_ref(), given)
}

fn ordinal<'a>(rules: Option<&PluralRules>, given: &[Value<'a>]) -> Value<'a> {
    let Some(Value::Number(number)) = given.first() else {
        return Value::Error;
    };
    let category = rules.and_then(|rules| rules.select(number.value).ok());
    let word = match category.unwrap_or(PluralCategory::OTHER) {
        PluralCategory::ZERO => "zero",
        PluralCategory::ONE => "one",
        PluralCategory::TWO => "two",
        PluralCategory::FEW => "few",
        PluralCategory::MANY => "many",
        PluralCategory::OTHER => "other",
    };
    word.into()
}

/// Letters that look foreign and can be read.
fn accented(text: &str) -> Cow<'_, str> {
    text.chars().map(accent).collect()
}

/// Two letters in five are new, and brackets show both ends.
fn longer(text: &str) -> String {
    let more = (text.chars().count() * 2).div_ceil(5);
    // breaks into lines as words do
    let filler = iter::repeat("ẽxtrå ").flat_map(str::chars).take(more);
    let filler: String = filler.collect();
    format!("[{text} {}]", filler.trim_end())
}

const fn accent(letter: char) -> char {
    match letter {
        'a' => 'å',
        'c' => 'ç',
        'e' => 'é',
        'g' => 'ğ',
        'i' => 'ï',
        'l' => 'ł',
        'n' => 'ñ',
        'o' => 'ø',
        's' => 'š',
        'u' => 'ü',
        'y' => 'ÿ',
        'z' => 'ž',
        'A' => 'Å',
        'C' => 'Ç',
        'E' => 'É',
        'I' => 'Î',
        'L' => 'Ł',
        'N' => 'Ñ',
        'O' => 'Ø',
        'S' => 'Š',
        'T' => 'Ţ',
        'U' => 'Û',
        'W' => 'Ŵ',
        'Y' => 'Ÿ',
        other => other,
    }
}
