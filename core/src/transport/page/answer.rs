//! What the page says, and the headers that keep it to itself: no script but its own, nothing stored, nothing told on.
//! Nothing of what was asked comes back in an answer. Must not know streams.

use super::request::{Request, Wanted};
use data_encoding::BASE64;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs::File;
use std::path::PathBuf;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
const HOW_PACKAGE: &str = include_str!("how_package.html");
const HOW_ASK: &str = include_str!("how_ask.html");
const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
const APK: &str = "application/vnd.android.package-archive";

/// All that can be asked for.
#[derive(Debug)]
pub(crate) struct Pages {
    page: String,
    policy: String,
    package: Option<PathBuf>,
}

/// An answer: bytes, then maybe a file.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) bytes: Vec<u8>,
    /// And so many bytes of it.
    pub(super) file: Option<(File, u64)>,
}

impl Pages {
    /// The pages of a receiver that has this Android package, or none.
    pub(crate) fn new(package: Option<PathBuf>) -> Self {
        let how = if package.is_some() {
            HOW_PACKAGE
        } else {
            HOW_ASK
        };
        let page = PAGE
            .replace("{{STYLE}}", STYLE)
            .replace("{{SCRIPT}}", SCRIPT)
            .replace("{{HOW}}", how);
        let policy = format!(
            "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            hash(SCRIPT),
            hash(STYLE)
        );
        Self {
            page,
            policy,
            package,
        }
    }

    pub(super) fn answer(&self, request: Request) -> Answer {
        let Request::Get { wanted, head_only } = request else {
            return self.text(
                "405 Method Not Allowed",
                "This page can only be read.\n",
                false,
            );
        };
        match wanted {
            Wanted::Page => self.whole("200 OK", HTML, &self.page, head_only),
            Wanted::Package => self
                .package(head_only)
                .unwrap_or_else(|| self.missing(head_only)),
            Wanted::Other => self.missing(head_only),
        }
    }

    fn missing(&self, head_only: bool) -> Answer {
        self.text("404 Not Found", "There is nothing here.\n", head_only)
    }

    fn text(&self, status: &str, text: &str, head_only: bool) -> Answer {
        self.whole(status, TEXT, text, head_only)
    }

    fn whole(&self, status: &str, kind: &str, body: &str, head_only: bool) -> Answer {
        let mut bytes = self.head(status, kind, body.len() as u64, "").into_bytes();
        if !head_only {
            bytes.extend_from_slice(body.as_bytes());
        }
        Answer { bytes, file: None }
    }

    fn package(&self, head_only: bool) -> Option<Answer> {
        let path = self.package.as_ref()?;
        let opened = File::open(path).and_then(|file| file.metadata().map(|about| (file, about)));
        let (file, about) = match opened {
            Ok((file, about)) if about.is_file() => (file, about),
            Ok(_) => return None,
            Err(error) => {
                tracing::warn!(%error, path = %path.display(), "the Android package cannot be read");
                return None;
            }
        };
        let more = "Content-Disposition: attachment; filename=\"couchpad.apk\"\r\n";
        let head = self.head("200 OK", APK, about.len(), more);
        Some(Answer {
            bytes: head.into_bytes(),
            file: (!head_only).then_some((file, about.len())),
        })
    }

    fn head(&self, status: &str, kind: &str, len: u64, more: &str) -> String {
        let mut head = String::new();
        // writing to a string cannot fail
        let _ = write!(
            head,
            "HTTP/1.1 {status}\r\n\
             Content-Type: {kind}\r\n\
             Content-Length: {len}\r\n\
             Content-Security-Policy: {policy}\r\n\
             X-Content-Type-Options: nosniff\r\n\
             Referrer-Policy: no-referrer\r\n\
             Cache-Control: no-store\r\n\
             Allow: GET, HEAD\r\n\
             {more}\
             Connection: close\r\n\r\n",
            policy = self.policy
        );
        head
    }
}

/// How a policy names a script or style that it allows.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64.encode(&Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(pages: &Pages, wanted: Wanted, head_only: bool) -> (String, String) {
        let answer = pages.answer(Request::Get { wanted, head_only });
        let text = String::from_utf8(answer.bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }

    #[test]
    fn the_page_is_whole_and_its_policy_allows_its_own_script_alone() {
        let pages = Pages::new(None);
        let (head, body) = get(&pages, Wanted::Page, false);
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
        assert!(head.contains(&format!("Content-Length: {}\r\n", body.len())));
        for header in ["nosniff", "no-referrer", "no-store", "Connection: close"] {
            assert!(head.contains(header), "{header}");
        }
        assert!(!body.contains("{{"), "a placeholder is left");
        for (tag, rule) in [("script", "script-src"), ("style", "style-src")] {
            let inline = body.split_once(&format!("<{tag}>")).unwrap().1;
            let inline = inline.split_once(&format!("</{tag}>")).unwrap().0;
            let allowed = format!("{rule} '{}'", hash(inline));
            assert!(head.contains(&allowed), "{head}");
            assert_eq!(body.matches(&format!("<{tag}")).count(), 1);
        }
        assert!(!head.contains("unsafe"));
    }

    #[test]
    fn the_page_says_how_to_get_the_app_and_what_to_do_without_scripts() {
        let (_, without) = get(&Pages::new(None), Wanted::Page, false);
        assert!(!without.contains("couchpad.apk") && without.contains("Ask whoever"));
        let (_, with) = get(&Pages::new(Some("/nowhere".into())), Wanted::Page, false);
        assert!(with.contains("href=\"/couchpad.apk\""));
        assert!(with.contains("<noscript>") && with.contains("six digits"));
    }

    #[test]
    fn only_headers_where_only_they_are_asked_for() {
        let pages = Pages::new(None);
        let (whole, body) = get(&pages, Wanted::Page, false);
        assert_eq!(get(&pages, Wanted::Page, true), (whole, String::new()));
        assert!(!body.is_empty());
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        let nowhere = Pages::new(Some("/nowhere/at/all".into()));
        for (pages, wanted) in [
            (&nowhere, Wanted::Other),
            (&nowhere, Wanted::Package),
            (&Pages::new(None), Wanted::Package),
            (&Pages::new(Some("/".into())), Wanted::Package),
        ] {
            let (head, _) = get(pages, wanted, false);
            assert!(head.starts_with("HTTP/1.1 404 "), "{head}");
        }
        let answer = Pages::new(None).answer(Request::Method);
        assert!(answer.bytes.starts_with(b"HTTP/1.1 405 "));
    }
}
