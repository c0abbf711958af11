//! couchpad-ffi in a library of its own, for programs in other languages that bring no app with them, and for tests.

// what UniFFI writes for us is unsafe by nature: it is what C calls
#![allow(unsafe_code)]

couchpad_ffi::uniffi_reexport_scaffolding!();
