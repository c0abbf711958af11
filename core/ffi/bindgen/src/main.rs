//! Writes bindings for Kotlin, Swift or Python from a library: UniFFI's own generator, of the very version that the library
//! was made with. `couchpad-ffi-bindgen generate --config core/ffi/uniffi.toml --language kotlin --out-dir OUT LIBRARY`.

fn main() {
    uniffi::uniffi_bindgen_main();
}
