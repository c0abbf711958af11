//! Awaiting the next event. One that is dropped before it was there leaves nothing behind.

use super::News;
use super::ringer::Ringer;
use crate::event::PadEvent;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// See the module.
pub(crate) struct Next<'a> {
    news: &'a News,
    /// Under which number it waits.
    number: Option<u64>,
}

impl<'a> Next<'a> {
    pub(super) const fn of(news: &'a News) -> Self {
        Self { news, number: None }
    }
}

impl Future for Next<'_> {
    type Output = PadEvent;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<PadEvent> {
        let state = &mut *self.news.state.lock();
        if let Some(event) = state.waiting.pop() {
            return Poll::Ready(event);
        }
        if state.ringer.is_none() {
            // without a thread they are woken by whoever tells them
            state.ringer = Ringer::start().ok();
        }
        let number = *self.number.get_or_insert_with(|| {
            state.numbers += 1;
            state.numbers
        });
        state.sleepers.insert(number, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Next<'_> {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            let gone = self.news.state.lock().sleepers.remove(&number);
            // not under the lock, as it is someone else's
            drop(gone);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Wake;
    use std::time::{Duration, Instant};

    #[derive(Default)]
    struct Counter(AtomicUsize);

    impl Wake for Counter {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn all_that_wait_are_woken_one_gets_it_and_one_that_gave_up_leaves_nothing() {
        let news = News::default();
        let counter = Arc::<Counter>::default();
        let waker = Arc::clone(&counter).into();
        let mut context = Context::from_waker(&waker);
        let (mut one, mut two, mut three) = (news.next(), news.next(), news.next());
        for waiter in [&mut one, &mut two, &mut three] {
            assert!(Pin::new(waiter).poll(&mut context).is_pending());
        }
        drop(three);
        assert_eq!(news.state.lock().sleepers.len(), 2);
        let event = PadEvent::Connecting { attempt: 1 };
        news.tell(event.clone());
        let deadline = Instant::now() + Duration::from_secs(30);
        while counter.0.load(Ordering::Relaxed) < 2 {
            assert!(Instant::now() < deadline);
            std::thread::yield_now();
        }
        assert_eq!(Pin::new(&mut two).poll(&mut context), Poll::Ready(event));
        assert!(Pin::new(&mut one).poll(&mut context).is_pending());
        drop(one);
        assert!(news.state.lock().sleepers.is_empty());
    }
}
