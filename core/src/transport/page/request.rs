//! What a browser asks for. Reads the first line only: nothing else that a browser says matters here. Pure.

/// Bytes of a request, at most.
pub(super) const REQUEST_BYTES: usize = 4 * 1024;

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The page.
    Page,
    /// The Android package.
    Package,
    /// Something that is not here.
    Other,
}

/// One request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Request {
    /// Something is to be shown, or only its headers.
    Get { wanted: Wanted, head_only: bool },
    /// A method that is not for reading.
    Method,
}

/// Not a request of HTTP/1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Garbage;

/// Reads a request; `None` until it is whole.
pub(super) fn parse(bytes: &[u8]) -> Result<Option<Request>, Garbage> {
    let whole =
        bytes.windows(4).any(|w| w == b"\r\n\r\n") || bytes.windows(2).any(|w| w == b"\n\n");
    if bytes.len() > REQUEST_BYTES {
        return Err(Garbage);
    }
    if !whole {
        return Ok(None);
    }
    let line = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let line = std::str::from_utf8(line).map_err(|_| Garbage)?;
    let mut words = line.trim_end_matches('\r').split(' ');
    let (Some(method), Some(target), Some(version), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(Garbage);
    };
    if !version.starts_with("HTTP/1.") {
        return Err(Garbage);
    }
    Ok(Some(match method {
        "GET" | "HEAD" => Request::Get {
            wanted: wanted(target),
            head_only: method == "HEAD",
        },
        _ => Request::Method,
    }))
}

fn wanted(target: &str) -> Wanted {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    match path {
        "/" | "/j" | "/j/" => Wanted::Page,
        "/couchpad.apk" => Wanted::Package,
        _ => Wanted::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn get(wanted: Wanted) -> Result<Option<Request>, Garbage> {
        let head_only = false;
        Ok(Some(Request::Get { wanted, head_only }))
    }

    #[test]
    fn reads_what_browsers_say() {
        let page = b"GET /j HTTP/1.1\r\nHost: 192.168.0.5:4455\r\nAccept: */*\r\n\r\n";
        assert_eq!(parse(page), get(Wanted::Page));
        assert_eq!(parse(b"GET / HTTP/1.0\r\n\r\n"), get(Wanted::Page));
        assert_eq!(parse(b"GET /j?x=1 HTTP/1.1\n\n"), get(Wanted::Page));
        let package = b"GET /couchpad.apk HTTP/1.1\r\n\r\n";
        assert_eq!(parse(package), get(Wanted::Package));
        for other in [
            "/favicon.ico",
            "/../etc/passwd",
            "/couchpad.apk/",
            "http://x/j",
            "*",
        ] {
            let asked = format!("GET {other} HTTP/1.1\r\n\r\n");
            assert_eq!(parse(asked.as_bytes()), get(Wanted::Other), "{other}");
        }
        let head = parse(b"HEAD /j HTTP/1.1\r\n\r\n").unwrap().unwrap();
        assert!(matches!(
            head,
            Request::Get {
                head_only: true,
                ..
            }
        ));
        for method in ["POST", "PUT", "OPTIONS", "CONNECT", "get"] {
            let asked = format!("{method} /j HTTP/1.1\r\n\r\n");
            assert_eq!(parse(asked.as_bytes()), Ok(Some(Request::Method)));
        }
    }

    #[test]
    fn waits_for_the_end_and_no_longer_than_it_takes() {
        let whole = b"GET /j HTTP/1.1\r\nHost: x\r\n\r\n";
        for len in 0..whole.len() {
            assert_eq!(parse(&whole[..len]), Ok(None), "{len}");
        }
        assert_eq!(parse(&[b'A'; REQUEST_BYTES]), Ok(None));
        assert_eq!(parse(&[b'A'; REQUEST_BYTES + 1]), Err(Garbage));
        for bad in [
            "GET\r\n\r\n",
            "GET /j\r\n\r\n",
            "GET /j HTTP/2\r\n\r\n",
            "GET  /j HTTP/1.1\r\n\r\n",
        ] {
            assert_eq!(parse(bad.as_bytes()), Err(Garbage), "{bad:?}");
        }
        assert_eq!(parse(b"GET /\xff HTTP/1.1\r\n\r\n"), Err(Garbage));
    }

    proptest! {
        #[test]
        fn any_bytes_are_harmless(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse(&bytes);
            let _ = parse(&[&bytes[..], b"\r\n\r\n"].concat());
        }
    }
}
