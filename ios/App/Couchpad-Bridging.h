// The app's own start in Rust: Bevy and its window. It does not return.
#pragma once

void main_rs(void);
