//! A program in Kotlin is a controller, too, on a desktop's Java as on a phone: it finds and joins a real receiver, plays a game
//! to its end, and is told what it may rely on. Tried where a compiler is named:
//!
//! - `KOTLINC`: the command of a Kotlin compiler; `java` has to be there as well
//! - `KOTLIN_CLASSPATH`: the jars of kotlin-stdlib and kotlinx-coroutines-core
//! - `JNA_JAR`: JNA, on Debian the package libjna-java

mod support;

use couchpad_core::easy::Host;
use couchpad_ffi_bindgen::{TargetLanguage, settings, write};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use support::{address, host, library, play_to_the_end, told, until_over, what_it_takes};
use tempfile::TempDir;

/// What compiles and runs Kotlin here.
struct Kotlin {
    compiler: OsString,
    classpath: OsString,
}

impl Kotlin {
    fn here() -> Option<Self> {
        let Some(compiler) = std::env::var_os("KOTLINC") else {
            println!("not tried, as KOTLINC names no Kotlin compiler");
            return None;
        };
        let named = |name: &str| {
            let value = std::env::var_os(name);
            value.unwrap_or_else(|| panic!("KOTLINC is set, but {name} is not"))
        };
        let mut classpath = named("JNA_JAR");
        classpath.push(":");
        classpath.push(named("KOTLIN_CLASSPATH"));
        Some(Self {
            compiler,
            classpath,
        })
    }

    /// The bindings of the library that was built with this test, and the programs, compiled together.
    fn compile(&self) -> Program {
        let folder = TempDir::new().unwrap();
        let bindings = folder.path().join("bindings");
        write(TargetLanguage::Kotlin, &library(), &settings(), &bindings).unwrap();
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let programs = ["../examples/kotlin/Bot.kt", "tests/kotlin/Checks.kt"];
        let jar = folder.path().join("programs.jar");
        let mut compiler = Command::new(&self.compiler);
        compiler.args(["-module-name", "programs", "-d"]).arg(&jar);
        compiler.arg("-cp").arg(&self.classpath);
        compiler.args(files(&bindings));
        compiler.args(programs.map(|program| package.join(program)));
        let output = compiler.stdin(Stdio::null()).output();
        let output = output.unwrap_or_else(|error| panic!("KOTLINC does not start: {error}"));
        let told = told(&output);
        assert!(output.status.success(), "{told}");
        // what is generated may warn; what is shown to readers may not
        let warned = |line: &&str| line.contains("Bot.kt") || line.contains("Checks.kt");
        assert_eq!(told.lines().find(warned), None, "{told}");
        let mut classpath = jar.into_os_string();
        classpath.push(":");
        classpath.push(&self.classpath);
        Program {
            classpath,
            _folder: folder,
        }
    }
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let below = entries.map(|entry| match entry.file_type().unwrap().is_dir() {
        true => files(&entry.path()),
        false => vec![entry.path()],
    });
    below.flatten().collect()
}

struct Program {
    classpath: OsString,
    _folder: TempDir,
}

impl Program {
    fn start(&self, main: &str, arguments: &[impl AsRef<OsStr>]) -> Child {
        let mut java = Command::new("java");
        let folder = library().parent().unwrap().to_owned();
        let mut libraries = OsString::from("-Djna.library.path=");
        libraries.push(folder);
        java.arg(libraries).arg("-cp").arg(&self.classpath);
        java.arg(main).args(arguments);
        java.stdin(Stdio::null());
        java.stdout(Stdio::piped()).stderr(Stdio::piped());
        java.spawn().unwrap()
    }

    /// The bot plays a game to its end.
    fn plays(&self, join: impl Fn(&Host) -> Vec<String>) {
        let host = host();
        let bot = self.start("BotKt", &join(&host));
        play_to_the_end(&host, bot);
    }
}

// one test, for a compiler takes its time
#[test]
fn programs_in_kotlin_play_and_are_told_what_they_may_rely_on() {
    let Some(kotlin) = Kotlin::here() else {
        return;
    };
    let program = kotlin.compile();
    program.plays(|host| vec![host.join_link().to_string()]);
    program.plays(|host| vec![address(host), host.code().reveal()]);

    // one that is not let in says why
    let bot = program.start("BotKt", &["10.0.0.1"]);
    let output = until_over(bot, || {});
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(
        told(&output).contains("enter the six digits"),
        "{}",
        told(&output)
    );

    let host = host();
    let checks = program.start("ChecksKt", &what_it_takes(&host));
    let output = until_over(checks, || {
        let _ = host.poll();
    });
    let told = told(&output);
    assert!(output.status.success(), "{told}");
    assert_eq!(told.matches("passed ").count(), 5, "{told}");
}
