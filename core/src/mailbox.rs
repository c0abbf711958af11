//! News that wait for their reader, bounded in number and bytes: where nobody reads, programs' messages go first, the oldest
//! before the others, and are counted. Knows no news.

use crate::session::{HostEvent, HostEventKind, PadEvent};
use std::collections::VecDeque;

/// How heavy a piece of news is.
pub(crate) trait Weigh {
    /// Bytes of a program's message; `None`: news of another kind.
    fn message(&self) -> Option<usize>;
}

impl Weigh for HostEvent {
    fn message(&self) -> Option<usize> {
        match &self.kind {
            HostEventKind::App { bytes, .. } => Some(bytes.len()),
            HostEventKind::Message(message) => Some(message.bytes.len()),
            _ => None,
        }
    }
}

impl Weigh for PadEvent {
    fn message(&self) -> Option<usize> {
        match self {
            Self::App { bytes, .. } => Some(bytes.len()),
            Self::Message(message) => Some(message.bytes.len()),
            _ => None,
        }
    }
}

/// See the module.
#[derive(Debug)]
pub(crate) struct Mailbox<T> {
    news: VecDeque<T>,
    bytes: usize,
    missed: u64,
    most: usize,
    most_bytes: usize,
}

impl<T: Weigh> Mailbox<T> {
    /// Room for so many news, with so many bytes of messages among them.
    pub(crate) const fn new(most: usize, most_bytes: usize) -> Self {
        Self {
            news: VecDeque::new(),
            bytes: 0,
            missed: 0,
            most,
            most_bytes,
        }
    }

    pub(crate) fn push(&mut self, news: T) {
        self.bytes += news.message().unwrap_or(0);
        self.news.push_back(news);
        while self.news.len() > self.most || self.bytes > self.most_bytes {
            let oldest = self.news.iter().position(|n| n.message().is_some());
            let Some(gone) = self.news.remove(oldest.unwrap_or(0)) else {
                return;
            };
            self.bytes -= gone.message().unwrap_or(0);
            self.missed += u64::from(oldest.is_some());
        }
    }

    pub(crate) fn pop(&mut self) -> Option<T> {
        let news = self.news.pop_front()?;
        self.bytes -= news.message().unwrap_or(0);
        Some(news)
    }

    /// How many messages went unread since the last call.
    pub(crate) fn take_missed(&mut self) -> u64 {
        std::mem::take(&mut self.missed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct News(u32, Option<usize>);

    impl Weigh for News {
        fn message(&self) -> Option<usize> {
            self.1
        }
    }

    fn all(mailbox: &mut Mailbox<News>) -> Vec<u32> {
        std::iter::from_fn(|| mailbox.pop()).map(|n| n.0).collect()
    }

    #[test]
    fn messages_go_before_other_news_and_are_counted() {
        let mut mailbox = Mailbox::new(3, 1_000);
        for news in [
            News(1, None),
            News(2, Some(9)),
            News(3, Some(9)),
            News(4, None),
        ] {
            mailbox.push(news);
        }
        assert_eq!(all(&mut mailbox), [1, 3, 4]);
        assert_eq!((mailbox.take_missed(), mailbox.take_missed()), (1, 0));
        for n in 0..5 {
            mailbox.push(News(n, None));
        }
        assert_eq!(all(&mut mailbox), [2, 3, 4]);
        assert_eq!(mailbox.take_missed(), 0);
    }

    #[test]
    fn bytes_are_bounded_too() {
        let mut mailbox = Mailbox::new(100, 1_000);
        for n in 0..10 {
            mailbox.push(News(n, Some(300)));
        }
        assert_eq!(all(&mut mailbox), [7, 8, 9]);
        assert_eq!((mailbox.take_missed(), mailbox.bytes), (7, 0));
    }
}
