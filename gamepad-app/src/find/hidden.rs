//! Text that is to be seen on the glass and nowhere else: digits of a code, a link with its secret.

use std::fmt;

/// A text that logs and error messages leave out.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Hidden(pub String);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden(..)")
    }
}
