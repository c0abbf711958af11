//! A language's file, taken apart.

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser::parse;
use std::collections::{BTreeMap, BTreeSet};

/// The texts by their keys; `lost.words` is what belongs to `lost`.
pub(crate) type Book = BTreeMap<String, Text>;

/// What is known of a text.
#[derive(Debug, Default)]
pub(crate) struct Text {
    /// The values that stand in it or decide about it.
    pub(crate) values: BTreeSet<String>,
    /// The kinds of each choice by number.
    pub(crate) plurals: Vec<BTreeSet<String>>,
    /// All that can be read of it.
    pub(crate) letters: String,
}

pub(crate) fn read(tag: &str) -> Book {
    let path = format!("{}/locales/{tag}.ftl", env!("CARGO_MANIFEST_DIR"));
    let file = std::fs::read_to_string(&path).expect("a language's file");
    let parsed = parse(file.as_str()).unwrap_or_else(|(_, faults)| panic!("{path}: {faults:?}"));
    let mut book = Book::new();
    let mut add = |key: String, pattern: &Pattern<&str>| {
        let mut text = Text::default();
        text.take(pattern);
        assert!(
            book.insert(key.clone(), text).is_none(),
            "{path}: {key} twice"
        );
    };
    for entry in &parsed.body {
        match entry {
            Entry::Message(message) => {
                let name = message.id.name;
                if let Some(value) = &message.value {
                    add(name.to_owned(), value);
                }
                for part in &message.attributes {
                    add(format!("{name}.{}", part.id.name), &part.value);
                }
            }
            Entry::Term(term) => panic!("{path}: nobody looks for the term {}", term.id.name),
            Entry::Junk { content } => panic!("{path}: {content}"),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
        }
    }
    book
}

impl Text {
    fn take(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.letters.push_str(value),
                PatternElement::Placeable { expression } => self.place(expression),
            }
        }
    }

    fn place(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                let kinds = variants.iter().map(|variant| match &variant.key {
                    VariantKey::Identifier { name } => (*name).to_owned(),
                    VariantKey::NumberLiteral { value } => (*value).to_owned(),
                });
                let kinds: BTreeSet<_> = kinds.collect();
                let of_numbers = |kind: &String| {
                    let word =
                        ["zero", "one", "two", "few", "many", "other"].contains(&kind.as_str());
                    word || kind.parse::<u32>().is_ok()
                };
                let counts = kinds.iter().all(of_numbers);
                // places in a row have kinds of their own
                if counts && matches!(selector, InlineExpression::VariableReference { .. }) {
                    self.plurals.push(kinds);
                }
                variants
                    .iter()
                    .for_each(|variant| self.take(&variant.value));
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                // a value that stands there is something to read
                self.letters.push('1');
                self.values.insert(id.name.to_owned());
            }
            InlineExpression::FunctionReference { arguments, .. } => {
                arguments.positional.iter().for_each(|one| self.inline(one));
            }
            InlineExpression::Placeable { expression } => self.place(expression),
            InlineExpression::StringLiteral { value } => self.letters.push_str(value),
            other => panic!("nobody looks for {other:?}"),
        }
    }
}
