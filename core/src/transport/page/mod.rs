//! The one page for guests without the app, served on the control port: open the app, or how to get it. The secret of the
//! join link never comes here: it stands after `#`, which browsers keep to themselves. Must not know pads.

mod answer;
mod browser;
mod request;

pub(crate) use answer::Pages;
pub(crate) use browser::Browser;
