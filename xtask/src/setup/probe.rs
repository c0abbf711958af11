//! Looks at a Linux system: which libraries, programs and Vulkan drivers are there. Changes nothing.
//!
//! It looks for the things themselves, not for packages: so it works the same on every distribution, and sees
//! what was installed by other means.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::needs::Probe;

/// What was found.
#[derive(Debug)]
pub(super) struct System {
    libraries: BTreeSet<String>,
    programs: Programs,
    vulkan_driver: bool,
    software_vulkan: bool,
}

#[derive(Debug)]
enum Programs {
    OnPath,
    #[cfg(test)]
    These(Vec<String>),
}

impl System {
    /// Looks at this machine.
    pub(super) fn look() -> Self {
        Self {
            libraries: libraries(),
            programs: Programs::OnPath,
            vulkan_driver: named_by_user("VK_DRIVER_FILES")
                || named_by_user("VK_ICD_FILENAMES")
                || !drivers().is_empty(),
            software_vulkan: software_vulkan().is_some(),
        }
    }

    pub(super) fn has(&self, probe: Probe) -> bool {
        match (probe, &self.programs) {
            (Probe::Library(name), _) => self.libraries.contains(name),
            (Probe::Program(name), Programs::OnPath) => {
                has_program(name) || has_admin_program(name)
            }
            #[cfg(test)]
            (Probe::Program(name), Programs::These(programs)) => {
                programs.iter().any(|program| program == name)
            }
            (Probe::Headers(name), Programs::OnPath) => has_headers(name),
            #[cfg(test)]
            (Probe::Headers(_), Programs::These(_)) => false,
            (Probe::PythonModule(name), Programs::OnPath) => has_python_module(name),
            #[cfg(test)]
            (Probe::PythonModule(_), Programs::These(_)) => false,
            (Probe::Folder(places), _) => places.iter().any(|place| Path::new(place).is_dir()),
            (Probe::VulkanDriver, _) => self.vulkan_driver,
            (Probe::SoftwareVulkan, _) => self.software_vulkan,
        }
    }

    /// A made-up system without Vulkan drivers.
    #[cfg(test)]
    pub(super) fn with(libraries: &[&str], programs: &[&str]) -> Self {
        let owned = |names: &[&str]| {
            names
                .iter()
                .map(|&name| name.to_owned())
                .collect::<Vec<_>>()
        };
        Self {
            libraries: owned(libraries).into_iter().collect(),
            programs: Programs::These(owned(programs)),
            vulkan_driver: false,
            software_vulkan: false,
        }
    }
}

fn named_by_user(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

/// Whether `name` is a program on the `PATH`.
pub(super) fn has_program(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// Whether `name` is a program for administrators: their folders are not on every user's `PATH`.
fn has_admin_program(name: &str) -> bool {
    let folders = ["/usr/sbin", "/sbin"].map(Path::new);
    folders.iter().any(|folder| folder.join(name).is_file())
}

/// Whether `pkg-config` is there and knows how to build with this library.
fn has_headers(name: &str) -> bool {
    let asked = Command::new("pkg-config").args(["--exists", name]).output();
    asked.is_ok_and(|output| output.status.success())
}

/// Whether the system's own Python is there and has this module.
fn has_python_module(name: &str) -> bool {
    let tried = Command::new("/usr/bin/python3")
        .args(["-c", &format!("import {name}")])
        .output();
    tried.is_ok_and(|output| output.status.success())
}

/// Whether this process may install packages itself.
#[cfg(unix)]
pub(super) fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    // This folder belongs to the user that the process acts as.
    fs::metadata("/proc/self").is_ok_and(|folder| folder.uid() == 0)
}

#[cfg(not(unix))]
pub(super) fn is_root() -> bool {
    false
}

/// The shared libraries that the dynamic linker finds: its own list, or without one (musl, NixOS) the usual
/// folders, and those of `LD_LIBRARY_PATH`.
fn libraries() -> BTreeSet<String> {
    let mut folders: Vec<PathBuf> = std::env::var_os("LD_LIBRARY_PATH")
        .map(|value| std::env::split_paths(&value).collect())
        .unwrap_or_default();
    let mut found = ldconfig_list()
        .map(|list| listed(&list))
        .unwrap_or_default();
    if found.is_empty() {
        folders.extend(
            ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib"].map(PathBuf::from),
        );
        folders.push(format!("/usr/lib/{}-linux-gnu", std::env::consts::ARCH).into());
    }
    found.extend(folders.iter().flat_map(|folder| file_names(folder)));
    found
}

/// `/sbin` is not on every user's `PATH`.
fn ldconfig_list() -> Option<String> {
    ["ldconfig", "/sbin/ldconfig", "/usr/sbin/ldconfig"]
        .iter()
        .find_map(|program| {
            let output = Command::new(program).arg("-p").output().ok()?;
            output
                .status
                .success()
                .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
        })
}

/// The libraries in `ldconfig -p`'s list that this machine's programs can load: a 64-bit PC lists 32-bit ones too.
fn listed(list: &str) -> BTreeSet<String> {
    let loadable = |kind: &str| !cfg!(target_arch = "x86_64") || kind.contains("x86-64");
    list.lines()
        .filter_map(|line| line.trim().split_once(" ("))
        .filter(|(_, kind)| loadable(kind))
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn file_names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect()
}

/// The Vulkan drivers' description files, from the folders where the Vulkan loader looks.
fn drivers() -> Vec<PathBuf> {
    [
        "/etc/vulkan/icd.d",
        "/usr/local/share/vulkan/icd.d",
        "/usr/share/vulkan/icd.d",
    ]
    .iter()
    .map(Path::new)
    .flat_map(|folder| file_names(folder).into_iter().map(|name| folder.join(name)))
    .filter(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    })
    .collect()
}

/// The description file of the software driver, lavapipe.
pub(super) fn software_vulkan() -> Option<PathBuf> {
    drivers().into_iter().find(|file| {
        let name = file
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        is_software_driver(name)
    })
}

/// Some systems name the processor in the file's name, and may carry a second one for 32-bit programs.
fn is_software_driver(file_name: &str) -> bool {
    file_name == "lvp_icd.json" || file_name == format!("lvp_icd.{}.json", std::env::consts::ARCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ldconfigs_list_is_read() {
        let list = "2 libs found in cache `/etc/ld.so.cache'\n\
                    \tlibX11.so.6 (libc6,x86-64) => /lib/x86_64-linux-gnu/libX11.so.6\n\
                    \tlibXi.so.6 (libc6,x86-64, OS ABI: Linux 3.2.0) => /lib/x86_64-linux-gnu/libXi.so.6\n\
                    \tlibXcursor.so.1 (libc6) => /lib/i386-linux-gnu/libXcursor.so.1\n";
        let found = listed(list);
        assert!(found.contains("libX11.so.6"));
        assert!(found.contains("libXi.so.6"));
        assert_eq!(
            found.contains("libXcursor.so.1"),
            !cfg!(target_arch = "x86_64")
        );
    }

    #[test]
    fn the_software_driver_is_known_by_its_file() {
        assert!(is_software_driver("lvp_icd.json"));
        assert!(is_software_driver(&format!(
            "lvp_icd.{}.json",
            std::env::consts::ARCH
        )));
        for other in [
            "lvp_icd.some-other-cpu.json",
            "radeon_icd.x86_64.json",
            "lvp_icd.json.bak",
        ] {
            assert!(!is_software_driver(other), "{other}");
        }
    }

    #[test]
    fn programs_are_found_on_the_path_only() {
        assert!(!has_program("a program that nobody has"));
    }

    #[test]
    fn headers_that_nobody_has_are_not_there() {
        assert!(!has_headers("a-library-that-nobody-has"));
    }

    #[test]
    fn a_module_that_nobody_has_is_not_there() {
        assert!(!has_python_module("a_module_that_nobody_has"));
    }
}
